import { arnAccount } from '../../server/src/rules/arn-account.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(arnAccount, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
