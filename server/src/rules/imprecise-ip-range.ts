import { replaceValue } from '../edit/values.ts';
import { plainValues, readConditions } from '../lint/condition.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { hasHostBits, networkAddress, parseRange } from '../policy/ip-range.ts';

export const impreciseIpRange: Rule = {
  id: 'imprecise-ip-range',
  severity: 'information',
  summary: 'An address range has bits set behind its mask.',
  rationale: 'IAM ignores them: 203.0.113.7/24 is all of 203.0.113.0/24, which the one address does not say.',
  alsoKnownAs: { 'access-analyzer': 'IMPROVE_IP_RANGE' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: «203.0.113.7/24»",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  NotIpAddress:\n    aws:SourceIp: [198.51.100.0/24, «'2001:db8::7/64'»]",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: [203.0.113.7, 203.0.113.7/32, 203.0.113.128/25]",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator } of readConditions(statement, context.catalog)) {
      if (operator.type !== 'IPAddress') continue;
      for (const { value, text } of plainValues(entry)) {
        const range = parseRange(text);
        if (range === undefined || !hasHostBits(range)) continue;
        const better = `${networkAddress(range)}/${range.bits}`;
        const source = context.sourceOf(value.text.node.outer);
        yield {
          range: value.text.node.outer,
          message: `${quote(text)} is the range '${better}'`,
          fixes: [
            createFix(`Change to '${better}'`, 'equal', () => replaceValue(source, value, { kind: 'literal', text: better }), {
              preferred: true,
            }),
          ],
        };
      }
    }
  },
};
