import { emptyCondition } from '../../server/src/rules/empty-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(emptyCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
