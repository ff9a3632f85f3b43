import { confusedDeputy } from '../../server/src/rules/confused-deputy.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(confusedDeputy, []);
