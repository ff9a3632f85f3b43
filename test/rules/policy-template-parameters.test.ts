import { policyTemplateParameters } from '../../server/src/rules/policy-template-parameters.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(policyTemplateParameters, ['SAM']);
