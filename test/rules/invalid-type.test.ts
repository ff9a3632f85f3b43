import { invalidType } from '../../server/src/rules/invalid-type.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidType, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
