import { describe } from 'vitest';
import { permissionTarget } from '../../server/src/rules/permission-target.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('permission-target', () => {
  checkExamples(permissionTarget, ['template']);
});
