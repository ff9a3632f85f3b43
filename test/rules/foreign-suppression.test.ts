import { describe } from 'vitest';
import { foreignSuppression } from '../../server/src/rules/foreign-suppression.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('foreign-suppression', () => {
  checkExamples(foreignSuppression, ['template']);
});
