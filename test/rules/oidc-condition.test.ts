import { oidcCondition } from '../../server/src/rules/oidc-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(oidcCondition, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
