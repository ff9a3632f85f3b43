import { unknownPolicyTemplate } from '../../server/src/rules/unknown-policy-template.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unknownPolicyTemplate, ['SAM']);
