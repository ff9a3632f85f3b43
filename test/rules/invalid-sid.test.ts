import { invalidSid } from '../../server/src/rules/invalid-sid.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidSid, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
