import { trustPolicyElement } from '../../server/src/rules/trust-policy-element.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(trustPolicyElement, []);
