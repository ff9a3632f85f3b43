import { unboundedRoleCreation } from '../../server/src/rules/unbounded-role-creation.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unboundedRoleCreation, [
  'template',
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
