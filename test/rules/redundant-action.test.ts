import { redundantAction } from '../../server/src/rules/redundant-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(redundantAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
