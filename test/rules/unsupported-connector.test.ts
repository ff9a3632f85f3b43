import { describe } from 'vitest';
import { unsupportedConnector } from '../../server/src/rules/unsupported-connector.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('unsupported-connector', () => {
  checkExamples(unsupportedConnector, ['template']);
});
