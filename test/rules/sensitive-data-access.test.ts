import { sensitiveDataAccess } from '../../server/src/rules/sensitive-data-access.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(sensitiveDataAccess, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
