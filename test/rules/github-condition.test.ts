import { githubCondition } from '../../server/src/rules/github-condition.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(githubCondition, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);
