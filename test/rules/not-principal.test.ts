import { notPrincipal } from '../../server/src/rules/not-principal.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(notPrincipal, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
