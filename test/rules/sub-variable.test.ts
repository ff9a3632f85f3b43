import { subVariable } from '../../server/src/rules/sub-variable.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(subVariable, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
