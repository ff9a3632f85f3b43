import { contradictoryCondition } from '../../server/src/rules/contradictory-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(contradictoryCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
