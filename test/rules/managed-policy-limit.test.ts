import { describe } from 'vitest';
import { managedPolicyLimit } from '../../server/src/rules/managed-policy-limit.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('managed-policy-limit', () => {
  checkExamples(managedPolicyLimit, ['template']);
});
