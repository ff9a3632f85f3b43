import { notAction } from '../../server/src/rules/not-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(notAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
