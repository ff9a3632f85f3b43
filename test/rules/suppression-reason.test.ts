import { describe } from 'vitest';
import { suppressionReason } from '../../server/src/rules/suppression-reason.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('suppression-reason', () => {
  checkExamples(suppressionReason, ['template']);
});
