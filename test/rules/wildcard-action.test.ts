import { wildcardAction } from '../../server/src/rules/wildcard-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(wildcardAction, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
