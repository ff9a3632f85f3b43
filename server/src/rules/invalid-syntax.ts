import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';

export const invalidSyntax: Rule = {
  id: 'invalid-syntax',
  severity: 'error',
  summary: 'The text of a template or policy does not parse, or is more than is read.',
  rationale: 'What cannot be read cannot be deployed or checked. Leastwise reads what it can and says what it left out.',
  alsoKnownAs: { 'access-analyzer': 'JSON_SYNTAX_ERROR', parliament: 'MALFORMED_JSON', 'cfn-lint': 'E0000' },
  examples: {
    incorrect: [{ code: 'Effect: Deny\nAction: s3:DeleteBucket\nResource: «"arn:aws:s3:::reports»' }],
    correct: [
      { code: 'Effect: Deny\nAction: s3:DeleteBucket\nResource: "arn:aws:s3:::reports"' },
      { code: 'Effect: Deny\nAction: s3:DeleteBucket\nResource: !GetAtt "Reports.Arn"', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
  },
  *problem(problem) {
    switch (problem.code) {
      case 'unquoted-star':
        return;
      case 'duplicate-key':
        yield { range: problem.range, message: problem.message, severity: 'warning' };
        return;
      case 'trailing-comma':
        // JSON with comments takes it.
        if (/\.jsonc$/.test(problem.range.unit.uri)) return;
        yield {
          range: problem.range,
          message: problem.message,
          fixes: [createFix('Remove the comma', 'equal', () => [{ range: problem.range, text: '' }], { preferred: true })],
        };
        return;
      case 'too-large':
      case 'binary':
        yield { range: problem.range, message: problem.message, severity: 'information' };
        return;
      default:
        yield { range: problem.range, message: problem.message };
    }
  },
};
