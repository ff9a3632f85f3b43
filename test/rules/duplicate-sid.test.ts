import { duplicateSid } from '../../server/src/rules/duplicate-sid.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(duplicateSid, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);
