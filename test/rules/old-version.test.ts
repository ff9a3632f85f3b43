import { oldVersion } from '../../server/src/rules/old-version.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(oldVersion, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
