import { describe } from 'vitest';
import { deprecatedManagedPolicy } from '../../server/src/rules/deprecated-managed-policy.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('deprecated-managed-policy', () => {
  checkExamples(deprecatedManagedPolicy, ['SAM', 'template']);
});
