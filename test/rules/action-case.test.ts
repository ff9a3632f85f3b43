import { actionCase } from '../../server/src/rules/action-case.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(actionCase, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
