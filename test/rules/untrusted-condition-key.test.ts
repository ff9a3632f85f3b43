import { untrustedConditionKey } from '../../server/src/rules/untrusted-condition-key.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(untrustedConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
