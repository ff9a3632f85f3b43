import { describe } from 'vitest';
import { generatedRoleClash } from '../../server/src/rules/generated-role-clash.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('generated-role-clash', () => {
  checkExamples(generatedRoleClash, ['template']);
});
