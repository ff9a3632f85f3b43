import { invalidSyntax } from '../../server/src/rules/invalid-syntax.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidSyntax, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
