import { describe } from 'vitest';
import { publicEndpoint } from '../../server/src/rules/public-endpoint.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('public-endpoint', () => {
  checkExamples(publicEndpoint, ['template']);
});
