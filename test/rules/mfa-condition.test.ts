import { mfaCondition } from '../../server/src/rules/mfa-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(mfaCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
