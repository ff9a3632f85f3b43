import { boundaryRemoval } from '../../server/src/rules/boundary-removal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(boundaryRemoval, [
  'template',
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
