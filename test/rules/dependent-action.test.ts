import { dependentAction } from '../../server/src/rules/dependent-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(dependentAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
