import { invalidArn } from '../../server/src/rules/invalid-arn.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidArn, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
