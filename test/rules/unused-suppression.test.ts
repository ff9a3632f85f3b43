import { describe } from 'vitest';
import { unusedSuppression } from '../../server/src/rules/unused-suppression.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('unused-suppression', () => {
  checkExamples(unusedSuppression, ['template']);
});
