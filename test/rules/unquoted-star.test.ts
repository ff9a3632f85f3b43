import { unquotedStar } from '../../server/src/rules/unquoted-star.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unquotedStar, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
