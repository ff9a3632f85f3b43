import { wildcardResource } from '../../server/src/rules/wildcard-resource.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(wildcardResource, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
