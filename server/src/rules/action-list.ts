import { wrapInList } from '../edit/entries.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';

export const actionList: Rule = {
  id: 'action-list',
  severity: 'warning',
  summary: 'An action of the provider of a Serverless service stands alone where the framework wants a list.',
  rationale:
    'IAM takes one action alone, the schema of Serverless does not: it warns, and with `configValidationMode: error` refuses to package.',
  alsoKnownAs: { serverless: "should be array at 'provider.iam.role.statements[0].Action'" },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: «s3:GetObject»\n          Resource: 'arn:aws:s3:::reports/*'\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action:\n            - s3:GetObject\n          Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n',
      },
    ],
  },
  dialects: ['serverless'],
  kinds: ['identity'],
  *statement(statement, { policy, sourceOf }) {
    // Only the provider's own statements are validated so: serverless 3.40.0, `awsIamPolicyAction`.
    if (policy.source.owner.name !== 'provider' || policy.source.kind !== 'statements') return;
    for (const element of [statement.action, statement.notAction]) {
      const value = element?.pair.value;
      if (value?.kind !== 'scalar' || value.tag !== undefined || value.value === '' || value.value.includes('${')) continue;
      yield {
        range: value.outer,
        message: `Serverless wants a list of actions; ${quote(value.value)} stands alone`,
        fixes: [createFix('Make it a list', 'equal', () => wrapInList(sourceOf(value.range), value), { preferred: true })],
      };
    }
  },
};
