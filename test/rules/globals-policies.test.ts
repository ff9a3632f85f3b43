import { describe } from 'vitest';
import { globalsPolicies } from '../../server/src/rules/globals-policies.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('globals-policies', () => {
  checkExamples(globalsPolicies, ['template']);
});
