import { credentialsExposure } from '../../server/src/rules/credentials-exposure.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(credentialsExposure, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
