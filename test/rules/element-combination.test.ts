import { elementCombination } from '../../server/src/rules/element-combination.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(elementCombination, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
