import { arnFormat } from '../../server/src/rules/arn-format.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(arnFormat, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
