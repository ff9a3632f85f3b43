import { serviceLinkedRole } from '../../server/src/rules/service-linked-role.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(serviceLinkedRole, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
