import { invalidEffect } from '../../server/src/rules/invalid-effect.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(invalidEffect, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
