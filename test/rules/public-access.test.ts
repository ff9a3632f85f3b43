import { publicAccess } from '../../server/src/rules/public-access.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(publicAccess, []);
