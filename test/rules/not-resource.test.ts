import { notResource } from '../../server/src/rules/not-resource.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(notResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
