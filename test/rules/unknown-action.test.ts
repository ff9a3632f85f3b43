import { unknownAction } from '../../server/src/rules/unknown-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unknownAction, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
