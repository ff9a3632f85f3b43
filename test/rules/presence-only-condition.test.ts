import { presenceOnlyCondition } from '../../server/src/rules/presence-only-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(presenceOnlyCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
