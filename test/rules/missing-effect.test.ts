import { missingEffect } from '../../server/src/rules/missing-effect.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(missingEffect, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless provider', 'Serverless function']);
