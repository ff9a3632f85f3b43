import { policySize } from '../../server/src/rules/policy-size.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(policySize, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources', 'template']);
