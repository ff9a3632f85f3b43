import { resourcePolicyAction } from '../../server/src/rules/resource-policy-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(resourcePolicyAction, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
