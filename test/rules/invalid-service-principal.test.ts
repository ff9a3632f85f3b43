import { invalidServicePrincipal } from '../../server/src/rules/invalid-service-principal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidServicePrincipal, []);
