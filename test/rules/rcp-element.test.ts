import { rcpElement } from '../../server/src/rules/rcp-element.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(rcpElement, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
