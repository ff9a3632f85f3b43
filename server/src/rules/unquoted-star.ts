import { quoteRange } from '../edit/scalars.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';

export const unquotedStar: Rule = {
  id: 'unquoted-star',
  severity: 'error',
  summary: 'A `*` stands without quotes where YAML reads it as an alias.',
  rationale: 'YAML takes a leading `*` for a reference to an anchor, so the template does not parse and nothing is deployed.',
  examples: {
    incorrect: [
      { code: 'Effect: Deny\nAction: s3:DeleteBucket\nResource: «*»' },
      { code: "Effect: Deny\nAction:\n  - «*»\nResource: !Sub 'arn:aws:s3:::reports/*'" },
    ],
    correct: [{ code: "Effect: Deny\nAction: s3:DeleteBucket\nResource: '*'" }, { code: 'Effect: Deny\nAction: s3:*\nResource: "*"' }],
  },
  *problem(problem, context) {
    if (problem.code !== 'unquoted-star') return;
    const source = context.sourceOf(problem.range);
    yield {
      range: problem.range,
      message: "'*' needs quotes: YAML reads it as a reference to an anchor",
      fixes: [createFix('Put it in quotes', 'equal', () => quoteRange(source, problem.range), { preferred: true })],
    };
  },
};
