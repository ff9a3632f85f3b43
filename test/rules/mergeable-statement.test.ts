import { mergeableStatement } from '../../server/src/rules/mergeable-statement.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(mergeableStatement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);
