import { lambdaPermission } from '../../server/src/rules/lambda-permission.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(lambdaPermission, ['template']);
