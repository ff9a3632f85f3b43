import { negatedPrefix } from '../../server/src/rules/negated-prefix.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(negatedPrefix, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
