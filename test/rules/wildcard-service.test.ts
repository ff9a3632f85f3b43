import { wildcardService } from '../../server/src/rules/wildcard-service.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(wildcardService, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
