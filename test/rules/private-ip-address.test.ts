import { privateIpAddress } from '../../server/src/rules/private-ip-address.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(privateIpAddress, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
