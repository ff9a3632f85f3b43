import { broadConditionValue } from '../../server/src/rules/broad-condition-value.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(broadConditionValue, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
