import type { ArnField, ArnTexts } from '../lint/arn-fields.ts';
import { findArns, writeFields, writtenFields } from '../lint/arn-fields.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';

export const hardcodedArn: Rule = {
  id: 'hardcoded-arn',
  severity: 'information',
  summary: 'An ARN in a template has its partition, Region or account written out.',
  rationale:
    'Deployed to another Region or account, the template still speaks of the old one. Where a resource of elsewhere is meant that is right, so the rule reports only where it is configured.',
  alsoKnownAs: { 'cfn-lint': 'I3042' },
  optIn: true,
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:eu-west-1:111122223333:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs'",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: 'arn:*:sqs:*:*:jobs'", resources: 'Jobs:\n  Type: AWS::SQS::Queue' },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  *statement(statement, context) {
    for (const { value } of findArns(statement, context)) {
      const fields = Object.entries(writtenFields(value.text, context)).filter(([field, text]) => isOwn(field, text));
      const [first] = fields;
      if (first === undefined) continue;
      const texts: ArnTexts = Object.fromEntries(fields.map(([field]) => [field, PSEUDO[toField(field)]]));
      const names = fields.map(([field, text]) => `${toField(field) === 'region' ? 'Region' : field} ${quote(text)}`);
      yield {
        range: value.text.node.outer,
        message: `The ${names.join(', the ')} ${names.length === 1 ? 'is' : 'are'} written out in the ARN`,
        fixes: [
          createFix(`Change to ${Object.values(texts).map(quote).join(', ')}`, 'widens', () => writeFields(value, texts, context), {
            preferred: true,
            fixAll: false,
          }),
        ],
      };
    }
  },
};

const PSEUDO = { partition: '${AWS::Partition}', region: '${AWS::Region}', account: '${AWS::AccountId}' } as const;

function toField(name: string): keyof typeof PSEUDO {
  return name === 'region' || name === 'account' ? name : 'partition';
}

/** An account that is a word is one of AWS's own, the same everywhere. */
function isOwn(field: string, text: string): boolean {
  const name: ArnField = toField(field);
  return name !== 'account' || /^\d{12}$/.test(text);
}
