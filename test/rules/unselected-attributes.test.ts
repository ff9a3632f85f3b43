import { unselectedAttributes } from '../../server/src/rules/unselected-attributes.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unselectedAttributes, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
