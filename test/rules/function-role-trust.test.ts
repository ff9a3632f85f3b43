import { functionRoleTrust } from '../../server/src/rules/function-role-trust.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(functionRoleTrust, ['template']);
