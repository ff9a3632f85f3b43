import { conditionKeyNotApplicable } from '../../server/src/rules/condition-key-not-applicable.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(conditionKeyNotApplicable, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
