import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';

export const notPrincipal: Rule = {
  id: 'not-principal',
  severity: 'warning',
  summary: 'An Allow statement is for everybody but those named in NotPrincipal.',
  rationale: 'Everybody else in the world is allowed, anonymous callers included. Name in Principal who may, or deny with a condition.',
  alsoKnownAs: {
    'access-analyzer': 'ALLOW_WITH_NOT_PRINCIPAL',
    parliament: 'NOTPRINCIPAL_WITH_ALLOW',
    cfn_nag: ['F6', 'F7', 'F8', 'F9'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\n«NotPrincipal»:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: 'Effect: Allow\n«NotPrincipal»:\n  AWS: !Ref Blocked\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Deny\nNotPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  // A trust policy takes no NotPrincipal at all, which is another finding.
  kinds: ['resource', 'endpoint'],
  needs: 'notPrincipal',
  *statement(statement) {
    if (statement.notPrincipal === undefined || effectOf(statement) !== 'Allow') return;
    yield {
      range: statement.notPrincipal.key.range,
      message: 'Everybody is allowed but those named in NotPrincipal, anonymous callers included',
    };
  },
};
