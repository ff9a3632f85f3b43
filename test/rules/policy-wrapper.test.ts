import { policyWrapper } from '../../server/src/rules/policy-wrapper.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(policyWrapper, ['SAM']);
