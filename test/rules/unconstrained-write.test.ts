import { unconstrainedWrite } from '../../server/src/rules/unconstrained-write.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unconstrainedWrite, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
