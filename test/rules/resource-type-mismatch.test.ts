import { resourceTypeMismatch } from '../../server/src/rules/resource-type-mismatch.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(resourceTypeMismatch, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
