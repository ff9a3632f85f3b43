import { invalidVariable } from '../../server/src/rules/invalid-variable.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidVariable, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
