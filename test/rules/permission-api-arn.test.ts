import { describe } from 'vitest';
import { permissionApiArn } from '../../server/src/rules/permission-api-arn.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('permission-api-arn', () => {
  checkExamples(permissionApiArn, ['template']);
});
