import { missingStatement } from '../../server/src/rules/missing-statement.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(missingStatement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
