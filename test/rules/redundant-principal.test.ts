import { redundantPrincipal } from '../../server/src/rules/redundant-principal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(redundantPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
