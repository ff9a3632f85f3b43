import { invalidVersion } from '../../server/src/rules/invalid-version.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidVersion, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);
