import { variableNeedsVersion } from '../../server/src/rules/variable-needs-version.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(variableNeedsVersion, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
