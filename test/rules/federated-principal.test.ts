import { federatedPrincipal } from '../../server/src/rules/federated-principal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(federatedPrincipal, []);
