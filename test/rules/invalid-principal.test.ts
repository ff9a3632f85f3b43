import { invalidPrincipal } from '../../server/src/rules/invalid-principal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidPrincipal, []);
