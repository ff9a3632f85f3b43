import type { Mismatch } from '../lint/mismatch.ts';
import { findMismatches } from '../lint/mismatch.ts';
import { findMismatchFixes } from '../lint/mismatch-fixes.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import type { RelatedPlace, Rule } from '../lint/rule.ts';
import { findShortSecrets } from '../lint/secret-suffix.ts';
import { effectOf } from '../lint/statement.ts';

export const resourceTypeMismatch: Rule = {
  id: 'resource-type-mismatch',
  severity: 'error',
  summary: 'An action matches no resource of its statement, or a resource no action.',
  rationale:
    'Nothing is granted for it: the call is denied at run time, long after the deployment looked fine. s3:ListBucket wants the bucket, s3:GetObject its objects; a !Ref of a bucket is a name, not an ARN.',
  alsoKnownAs: { parliament: 'RESOURCE_MISMATCH', 'cfn-lint': 'I3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3:::reports'»" },
      {
        code: "Effect: Allow\nAction: secretsmanager:GetSecretValue\nResource: «'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db'»",
      },
      {
        code: 'Effect: Allow\nAction:\n  - s3:GetObject\n  - «s3:ListBucket»\nResource: !Sub arn:aws:s3:::${Reports}/*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      { code: 'Effect: Allow\nAction: s3:ListBucket\nResource: «!Ref Reports»', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
      {
        code: 'Effect: Allow\nAction: sqs:SendMessage\nResource: [!GetAtt Jobs.Arn, «!GetAtt Orders.Arn»]',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue\nOrders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:GetObject, s3:ListBucket]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']" },
      { code: 'Effect: Allow\nAction: sns:Publish\nResource: !Ref Alarms', resources: 'Alarms:\n  Type: AWS::SNS::Topic' },
      { code: 'Effect: Allow\nAction: [s3:GetObject, s3:ListBucket]\nResource: !ImportValue reports-arn' },
    ],
  },
  kinds: ['identity', 'resource', 'boundary'],
  statement(statement, context) {
    if (effectOf(statement) === undefined) return NOTHING;
    const reports = reportEach(findMismatches(statement, context), (mismatch) => ({
      range: mismatch.value.text.node.outer,
      message: mismatch.message,
      severity: mismatch.severity,
      related: findRelated(mismatch),
      fixes: () => findMismatchFixes(mismatch, statement, context),
    }));
    return [...reports, ...findShortSecrets(statement, context)];
  },
};

function findRelated({ value, actions, kind }: Mismatch): readonly RelatedPlace[] {
  const others = kind === 'action' ? actions.filter((action) => action.value !== value) : [];
  return others.map((action) => ({ range: action.value.text.node.outer, message: `${action.written} too` }));
}
