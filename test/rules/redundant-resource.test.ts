import { redundantResource } from '../../server/src/rules/redundant-resource.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(redundantResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
