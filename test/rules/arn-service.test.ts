import { arnService } from '../../server/src/rules/arn-service.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(arnService, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
