import { functionUrlAuth } from '../../server/src/rules/function-url-auth.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(functionUrlAuth, ['template']);
