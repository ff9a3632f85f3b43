import { privilegeEscalation } from '../../server/src/rules/privilege-escalation.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(privilegeEscalation, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
