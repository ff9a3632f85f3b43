import { redundantConditionValue } from '../../server/src/rules/redundant-condition-value.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(redundantConditionValue, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
