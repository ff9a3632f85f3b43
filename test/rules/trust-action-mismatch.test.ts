import { trustActionMismatch } from '../../server/src/rules/trust-action-mismatch.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(trustActionMismatch, []);
