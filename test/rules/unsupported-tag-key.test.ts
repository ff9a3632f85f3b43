import { unsupportedTagKey } from '../../server/src/rules/unsupported-tag-key.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unsupportedTagKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
