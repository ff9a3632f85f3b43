import { emptyElement } from '../../server/src/rules/empty-element.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(emptyElement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
