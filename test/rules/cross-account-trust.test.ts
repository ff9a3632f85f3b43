import { crossAccountTrust } from '../../server/src/rules/cross-account-trust.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(crossAccountTrust, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
