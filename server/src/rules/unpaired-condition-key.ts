import { readConditions } from '../lint/condition.ts';
import { partnersOf } from '../lint/condition-facts.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { listNames, quote } from '../lint/text.ts';

export const unpairedConditionKey: Rule = {
  id: 'unpaired-condition-key',
  severity: 'warning',
  summary: 'A condition compares a private address without saying of which VPC.',
  rationale: 'Private addresses repeat: anyone can make a VPC in which a machine has this very address.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_PAIRED_CONDITION_KEYS' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    «aws:VpcSourceIp»: 10.0.1.0/24",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:PrincipalTag/team: blue\n  IpAddress:\n    «aws:VpcSourceIp»: !GetAtt Network.CidrBlock",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: !Ref Network\n  IpAddress:\n    aws:VpcSourceIp: 10.0.1.0/24",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:VpcSourceIp: 10.0.1.0/24",
      },
    ],
  },
  *statement(statement, context) {
    if (statement.condition?.complete !== true) return;
    const conditions = [...readConditions(statement, context.catalog)];
    const present = new Set(statement.condition.entries.map(({ key }) => key.value.toLowerCase()));
    for (const { entry, operator, name } of conditions) {
      const partners = partnersOf(name);
      if (partners === undefined || operator.type === 'Null') continue;
      // What lets a request in by its address: an Allow inside of a range, a Deny outside of it.
      if (effectOf(statement) !== (operator.negated ? 'Deny' : 'Allow')) continue;
      if (partners.some((partner) => present.has(partner.toLowerCase()))) continue;
      yield {
        range: entry.key.outer,
        message: `Any VPC can have the addresses that ${quote(entry.key.value)} is compared with; add ${listNames(
          partners.map((partner) => `'${partner}'`),
        )
          .replaceAll(', ', ' or ')
          .replace(' and ', ' or ')}`,
      };
    }
  },
};
