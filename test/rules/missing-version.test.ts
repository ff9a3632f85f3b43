import { missingVersion } from '../../server/src/rules/missing-version.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(missingVersion, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
