import { deniedAction } from '../../server/src/rules/denied-action.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(deniedAction, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);
