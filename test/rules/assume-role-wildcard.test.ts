import { assumeRoleWildcard } from '../../server/src/rules/assume-role-wildcard.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(assumeRoleWildcard, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
