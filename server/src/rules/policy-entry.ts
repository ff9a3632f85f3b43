import { appendEmptyMapping, nestBelowFirst, wrapInDocument } from '../edit/entries.ts';
import { createFix } from '../lint/fix.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Node } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';

export const policyEntry: Rule = {
  id: 'policy-entry',
  severity: 'error',
  summary: 'An entry of SAM `Policies` is a statement without a document, a policy template written as a name, or two entries in one.',
  rationale: 'SAM rejects the template, or takes the name for that of a managed policy, which CloudFormation then does not find.',
  alsoKnownAs: { sam: 'Policy at index 0 in the Policies property is not valid', 'cfn-lint': 'E3031' },
  examples: {
    incorrect: [
      { form: 'entry', code: '«Effect»: Allow\nAction: s3:GetObject\nResource: arn:aws:s3:::reports/*' },
      { form: 'entry', code: '«VPCAccessPolicy»' },
      { form: 'entry', code: '«DynamoDBReadPolicy»:\nTableName: !Ref Orders', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
    correct: [
      { form: 'entry', code: 'VPCAccessPolicy: {}' },
      { form: 'entry', code: 'AWSLambdaVPCAccessExecutionRole' },
      { form: 'entry', code: 'DynamoDBReadPolicy:\n  TableName: !Ref Orders', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
  },
  dialects: ['sam'],
  sources: ['policy-template', 'managed', 'statements'],
  *source(source, context) {
    if (!isEntryOf(source)) return;
    if (source.kind === 'statements') yield* reportStatement(source.node, context);
    else if (source.kind === 'managed') yield* reportName(source.node, context);
    else if (source.kind === 'policy-template') yield* reportTwo(source.node, context);
  },
};

/** Owners whose `Policies` are the entries that SAM reads; statements of an API's resource policy are none of them. */
function isEntryOf({ owner, policyKind }: PolicySource): boolean {
  return policyKind === 'identity' && (owner.type === 'AWS::Serverless::Function' || owner.type === 'AWS::Serverless::StateMachine');
}

function* reportStatement(node: Node, context: RuleContext): Generator<Report> {
  const [first] = node.kind === 'mapping' ? node.pairs : [];
  if (node.kind !== 'mapping' || first === undefined) return;
  yield {
    range: first.key.range,
    message: 'SAM rejects a statement that stands alone in Policies; put a policy document around it',
    fixes: [
      createFix('Wrap it in a policy document', 'widens', () => wrapInDocument(context.sourceOf(node.range), node), {
        preferred: true,
        fixAll: false,
      }),
    ],
  };
}

function* reportName(node: Node, context: RuleContext): Generator<Report> {
  if (node.kind !== 'scalar' || node.tag !== undefined) return;
  const template = context.catalog.policyTemplate(node.value);
  if (template === undefined || context.catalog.managedPolicy(node.value) !== undefined) return;
  const fix = createFix(`Write '${template.name}: {}'`, 'widens', () => appendEmptyMapping(context.sourceOf(node.range), node), {
    preferred: true,
    fixAll: false,
  });
  yield {
    range: node.outer,
    message: `${quote(node.value)} is a policy template; without parameters it is written '${template.name}: {}'`,
    fixes: template.parameters.length === 0 ? [fix] : [],
  };
}

/** Parameters in the column of the template's name are further keys of the entry, which SAM rejects. */
function* reportTwo(node: Node, context: RuleContext): Generator<Report> {
  const [first, second] = node.kind === 'mapping' ? node.pairs : [];
  if (node.kind !== 'mapping' || first === undefined || second === undefined || second.merged === true) return;
  if (first.value.kind !== 'scalar' || first.value.type !== 'null') {
    yield { range: second.key.range, message: `An entry of Policies has one key; ${quote(second.key.value)} is a second one`, fixes: [] };
    return;
  }
  yield {
    range: first.key.range,
    message: `The parameters of ${quote(first.key.value)} are not indented below it: the entry has ${node.pairs.length} keys, and SAM takes one`,
    fixes: [
      createFix(`Indent the parameters below '${first.key.value}'`, 'widens', () => nestBelowFirst(context.sourceOf(node.range), node), {
        preferred: true,
        fixAll: false,
      }),
    ],
  };
}
