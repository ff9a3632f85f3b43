import { missingAction } from '../../server/src/rules/missing-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(missingAction, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
