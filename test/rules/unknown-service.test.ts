import { unknownService } from '../../server/src/rules/unknown-service.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unknownService, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
