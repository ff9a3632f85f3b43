import { impreciseIpRange } from '../../server/src/rules/imprecise-ip-range.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(impreciseIpRange, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
