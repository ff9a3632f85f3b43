import { rcpCondition } from '../../server/src/rules/rcp-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(rcpCondition, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
