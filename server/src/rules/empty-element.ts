import { removePair } from '../edit/pairs.ts';
import { removeStatement } from '../edit/statements.ts';
import { removeValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { Element, Statement } from '../policy/model.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { isList } from '../template/branches.ts';
import { literalText } from '../template/text.ts';

export const emptyElement: Rule = {
  id: 'empty-element',
  severity: 'warning',
  summary: 'An Action, Resource, Sid or Statement is an empty list or an empty text.',
  rationale:
    'A statement with an empty list is about nothing: it allows and denies nothing. An empty text is no action and no ARN, and IAM rejects the policy. An empty Sid says nothing.',
  alsoKnownAs: { 'access-analyzer': ['EMPTY_ARRAY_ACTION', 'EMPTY_ARRAY_RESOURCE', 'EMPTY_SID_VALUE'], 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «[]»\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Sid: «''»\nEffect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource:\n  - !GetAtt Reports.Arn\n  - «''»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: ['s3:GetObject']\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: [!If [Open, !GetAtt Reports.Arn, !Ref AWS::NoValue]]',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  *policy({ node }) {
    const value = node === undefined ? undefined : findPair(node, 'Statement')?.value;
    if (value !== undefined && isEmptyList(value))
      yield { range: value.outer, severity: 'information', message: 'The policy has no statement: it allows and denies nothing' };
  },
  statement(statement, context) {
    const { sid, action, notAction, resource, notResource } = statement;
    const mayBeEmpty = [sid, action, notAction, resource, notResource].some((element) => element !== undefined && holdsNothing(element));
    return mayBeEmpty ? findEmpty(statement, context) : NOTHING;
  },
};

/** Whether it has no value, or an empty one. */
function holdsNothing({ values }: Element): boolean {
  return values.length === 0 || values.some(({ text }) => literalText(text)?.trim() === '');
}

function* findEmpty(statement: Statement, context: StatementContext): Iterable<Report> {
  yield* checkSid(statement, context);
  for (const element of [statement.action, statement.notAction, statement.resource, statement.notResource]) {
    if (element !== undefined) yield* check(element, statement, context);
  }
}

function* checkSid({ sid, node }: Statement, context: StatementContext): Iterable<Report> {
  for (const value of sid?.values ?? []) {
    if (sid === undefined || literalText(value.text) !== '') continue;
    yield {
      range: value.node.outer,
      severity: 'information',
      message: 'Sid is empty',
      unnecessary: true,
      fixes:
        value.node === sid.pair.value
          ? [createFix('Remove it', 'equal', () => removePair(context.sourceOf(sid.key.range), node, sid.pair), { preferred: true })]
          : [],
    };
  }
}

function* check(element: Element, statement: Statement, context: StatementContext): Iterable<Report> {
  const key = element.key.value;
  const { value: node } = element.pair;
  if (isEmptyList(node)) {
    yield { range: node.outer, message: `${key} is an empty list${describe(key, statement)}`, fixes: () => findFixes(statement, context) };
    return;
  }
  for (const value of element.values) {
    const written = literalText(value.text);
    if (written === undefined || written.trim() !== '' || value.node.kind !== 'scalar') continue;
    const isOnly = element.values.length < 2;
    const remove = () => removeValues(context.sourceOf(element.key.range), element, [value]);
    yield {
      range: value.node.outer,
      severity: 'error',
      message: `${key} holds an empty text`,
      fixes: isOnly ? [] : [createFix('Remove it', isOpposite(key) ? 'widens' : 'equal', remove, { preferred: true })],
    };
  }
}

/** What is left out of nothing is everything. */
function isOpposite(key: string): boolean {
  return key.startsWith('Not');
}

function describe(key: string, statement: Statement): string {
  if (isOpposite(key)) return `: ${key === 'NotAction' ? 'every action' : 'every resource'} is meant`;
  return effectOf(statement) === 'Deny' ? ': the statement denies nothing' : ': the statement allows nothing';
}

function findFixes(statement: Statement, context: StatementContext): readonly Fix[] {
  const isNothing = [statement.action, statement.resource].some((element) => element !== undefined && isEmptyList(element.pair.value));
  if (!isNothing || context.policy.statements.length < 2) return [];
  const remove = () => removeStatement(context.sourceOf(statement.range), context.policy, statement);
  return [createFix('Remove the statement', 'equal', remove, { preferred: true, fixAll: false })];
}

function isEmptyList(node: Node): boolean {
  return isList(node) && node.items.length === 0;
}
