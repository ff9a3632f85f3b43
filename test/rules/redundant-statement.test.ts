import { redundantStatement } from '../../server/src/rules/redundant-statement.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(redundantStatement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);
