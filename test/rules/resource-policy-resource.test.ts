import { resourcePolicyResource } from '../../server/src/rules/resource-policy-resource.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(resourcePolicyResource, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources', 'template']);
