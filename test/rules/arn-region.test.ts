import { arnRegion } from '../../server/src/rules/arn-region.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(arnRegion, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
