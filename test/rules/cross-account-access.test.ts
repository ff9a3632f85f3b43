import { describe } from 'vitest';
import { crossAccountAccess } from '../../server/src/rules/cross-account-access.ts';
import { checkExamples } from '../support/check-rule.ts';

describe('cross-account-access', () => {
  checkExamples(crossAccountAccess, ['CloudFormation JSON', 'CloudFormation YAML', 'SAM', 'Serverless resources', 'policy JSON']);
});
