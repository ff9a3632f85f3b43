import { permissionsManagement } from '../../server/src/rules/permissions-management.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(permissionsManagement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
