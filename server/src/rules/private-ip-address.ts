import { allPlain, changeEffect, plainValues, readConditions } from '../lint/condition.ts';
import { changeKey, removeConditionValues } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { isPrivate, parseRange } from '../policy/ip-range.ts';

export const privateIpAddress: Rule = {
  id: 'private-ip-address',
  severity: 'warning',
  summary: 'A condition compares aws:SourceIp with private addresses.',
  rationale:
    'The key aws:SourceIp is the public address of the caller, and a request through a VPC endpoint does not have it. Addresses inside a VPC are in aws:VpcSourceIp.',
  alsoKnownAs: {
    'access-analyzer': ['PRIVATE_IP_ADDRESS', 'PRIVATE_NOT_IP_ADDRESS', 'PRIVATE_IP_ADDRESS_SUBSET', 'PRIVATE_NOT_IP_ADDRESS_SUBSET'],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    «aws:SourceIp»: [10.0.0.0/8, 192.168.1.0/24]",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  NotIpAddress:\n    aws:SourceIp: [203.0.113.0/24, «172.16.0.0/12»]",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:VpcSourceIp: 10.0.0.0/8\n  StringEquals:\n    aws:SourceVpc: vpc-1a2b3c4d",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: [172.0.0.0/8, !Ref OfficeRange]",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator, name } of readConditions(statement, context.catalog)) {
      if (name !== 'aws:sourceip' || operator.type !== 'IPAddress') continue;
      const inside = [...plainValues(entry)].filter(({ text }) => isPrivateText(text));
      const source = context.sourceOf(entry.key.outer);
      if (inside.length > 0 && inside.length === allPlain(entry)?.length) {
        yield {
          range: entry.key.outer,
          severity: 'error',
          message: `${quote(entry.key.value)} is a public address: ${quote(inside[0]?.text ?? '')} is private, so the condition is ${operator.negated ? 'always' : 'never'} met`,
          fixes: [
            createFix("Change to 'aws:VpcSourceIp'", 'widens', () => changeKey(source, statement, entry, 'aws:VpcSourceIp'), {
              fixAll: false,
            }),
          ],
        };
        continue;
      }
      for (const { value, text } of inside) {
        yield {
          range: value.text.node.outer,
          message: `${quote(text)} is private, and ${quote(entry.key.value)} is a public address`,
          fixes: () => [
            createFix(`Remove '${text}'`, changeEffect(statement, operator.negated ? 'more' : 'fewer'), () =>
              removeConditionValues(source, statement, entry, [value]),
            ),
          ],
        };
      }
    }
  },
};

function isPrivateText(text: string): boolean {
  const range = parseRange(text);
  return range !== undefined && isPrivate(range);
}
