import { missingResource } from '../../server/src/rules/missing-resource.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(missingResource, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
