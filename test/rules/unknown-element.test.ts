import { unknownElement } from '../../server/src/rules/unknown-element.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(unknownElement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
