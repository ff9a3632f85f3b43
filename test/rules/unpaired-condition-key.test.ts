import { unpairedConditionKey } from '../../server/src/rules/unpaired-condition-key.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unpairedConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
