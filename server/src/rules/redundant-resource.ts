import { findRedundantResources, reportRedundant } from '../lint/redundant-values.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';

export const redundantResource: Rule = {
  id: 'redundant-resource',
  severity: 'hint',
  summary: 'A resource is listed twice, or covered by another of the same list.',
  rationale:
    "It can go without any change. A '*' of IAM spans '/' and ':', so that 'arn:aws:s3:::reports*' covers the objects too. Where a wildcard covers a name, the other way round is offered too.",
  alsoKnownAs: { 'access-analyzer': 'REDUNDANT_RESOURCE' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: [«'arn:aws:s3:::reports/2026/*'», 'arn:aws:s3:::reports/*']" },
      {
        code: 'Effect: Allow\nAction: s3:GetObject\nResource:\n  - !Sub ${Reports.Arn}/*\n  - «!Sub arn:${AWS::Partition}:s3:::${Reports}/2026/*»',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: 'Effect: Allow\nAction: sqs:SendMessage\nResource: [!GetAtt Jobs.Arn, «!GetAtt Jobs.Arn»]',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:GetObject, s3:ListBucket]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: [!ImportValue reports, !ImportValue invoices, 'arn:aws:s3:::reports/*']" },
    ],
  },
  statement(statement, context) {
    const element = statement.resource ?? statement.notResource;
    if (element === undefined) return NOTHING;
    return findRedundantResources(element, context).map((found) => reportRedundant(found, element, statement, context));
  },
};
