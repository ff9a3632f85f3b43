import { replaceScalarText } from '../edit/scalars.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';

export const unknownPolicyTemplate: Rule = {
  id: 'unknown-policy-template',
  severity: 'error',
  summary: 'An entry of SAM `Policies` names a policy template that SAM does not have.',
  rationale: 'SAM rejects the template. Names are case-sensitive.',
  alsoKnownAs: { sam: 'Policy at index 0 in the Policies property is not valid' },
  examples: {
    incorrect: [
      { form: 'entry', code: '«S3ReadPolcy»:\n  BucketName: reports' },
      { form: 'entry', code: '«DynamoDbReadPolicy»:\n  TableName: !Ref Orders', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
    correct: [{ form: 'entry', code: 'S3ReadPolicy:\n  BucketName: reports' }],
  },
  dialects: ['sam'],
  sources: ['policy-template'],
  *source(source, context) {
    if (source.kind !== 'policy-template' || context.catalog.policyTemplate(source.name.value) !== undefined) return;
    const { name } = source;
    const nearest = findNearest(
      name.value,
      context.catalog.policyTemplates().map((template) => template.name),
    );
    const fixes =
      nearest === undefined
        ? []
        : [
            createFix(`Change to '${nearest}'`, 'widens', () => replaceScalarText(context.sourceOf(name.range), name, nearest), {
              preferred: true,
              fixAll: false,
            }),
          ];
    yield {
      range: name.range,
      message: `SAM has no policy template ${quote(name.value)}${nearest === undefined ? '' : `; did you mean ${quote(nearest)}?`}`,
      fixes,
    };
  },
};
