import { describe } from 'vitest';
import { mixedPolicyBranches } from '../../server/src/rules/mixed-policy-branches.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('mixed-policy-branches', () => {
  checkExamples(mixedPolicyBranches, ['template']);
});
