import { passRole } from '../../server/src/rules/pass-role.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(passRole, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
