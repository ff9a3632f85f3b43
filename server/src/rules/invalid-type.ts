import { newValueOf } from '../edit/new-values.ts';
import { quoteScalar } from '../edit/scalars.ts';
import { replaceValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Fix, Report, Rule, RuleContext, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import type { Node, SequenceNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';

const STRING_OR_LIST = 'a string or a list of strings';

export const invalidType: Rule = {
  id: 'invalid-type',
  severity: 'error',
  summary: 'An element has a value of the wrong type: nothing, a number, a mapping, a list in a list.',
  rationale:
    'IAM rejects the policy: Sid, Effect and Version are strings, Action and Resource a string or a list of strings, Statement is a mapping or a list of them.',
  alsoKnownAs: { 'access-analyzer': 'DATA_TYPE_MISMATCH', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction:\n  - «s3: GetObject»\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Allow\nAction: [s3:ListBucket, «[s3:GetBucketTagging, s3:GetBucketAcl]»]\nResource: 'arn:aws:s3:::reports'" },
      { code: 'Effect: Allow\nAction: s3:GetObject\nResource: [!GetAtt Reports.Arn, «7»]', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [
      { code: "Sid: 'Read2'\nEffect: Allow\nAction: ['s3:GetObject']\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: 'Effect: Allow\nAction: s3:GetObject\nResource: [!Sub "${Reports.Arn}/*", !If [Open, !GetAtt Reports.Arn, !Ref AWS::NoValue]]',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  *policy({ node, source }, context) {
    for (const key of ['Version', 'Id'] as const) {
      const pair = findPair(node, key);
      if (pair !== undefined) yield* checkString(pair.value, key, context);
    }
    const statements = node === undefined ? undefined : findPair(node, 'Statement');
    if (statements !== undefined) yield* checkStatements(statements.value, statements.key.range);
    else if (source.kind === 'statements') yield* checkItems(source.node);
  },
  statement(statement, context) {
    return isWellTyped(statement) ? NOTHING : checkElements(statement, context);
  },
};

/** Strings and lists of strings alone, as most statements are. */
function isWellTyped({ sid, effect, action, notAction, resource, notResource, principal, notPrincipal }: Statement): boolean {
  if (principal !== undefined || notPrincipal !== undefined) return false;
  for (const element of [sid, effect]) if (element !== undefined && !isString(element.pair.value)) return false;
  for (const element of [action, notAction, resource, notResource]) {
    if (element === undefined || isString(element.pair.value)) continue;
    const { value } = element.pair;
    if (value.kind !== 'sequence' || findIntrinsic(value) !== undefined || !value.items.every(isString)) return false;
  }
  return true;
}

function* checkElements(statement: Statement, context: StatementContext): Iterable<Report> {
  for (const element of [statement.sid, statement.effect]) {
    if (element !== undefined) yield* checkString(element.pair.value, element.key.value, context);
  }
  for (const element of [statement.action, statement.notAction, statement.resource, statement.notResource]) {
    if (element !== undefined) yield* checkStrings(element, context);
  }
  yield* checkAccounts(statement, context);
}

/** A value that is one string. CloudFormation makes strings of numbers and booleans; of Version there is a rule of its own. */
function* checkString(node: Node, key: string, context: RuleContext): Iterable<Report> {
  if (findIntrinsic(node) !== undefined || (node.kind === 'scalar' && (node.type === 'string' || (key !== 'Sid' && node.type !== 'null'))))
    return;
  const fixes =
    node.kind === 'scalar' && node.type !== 'null'
      ? [createFix('Put it in quotes', 'equal', () => quoteScalar(context.sourceOf(node.range), node), { preferred: true })]
      : [];
  yield {
    range: rangeOf(node),
    message: `${key} must be a string, not ${describe(node)}`,
    ...(fixes.length > 0 && context.template.dialect !== 'policy' ? { severity: 'information' as const } : {}),
    fixes,
  };
}

function* checkStatements(node: Node, key: Report['range']): Iterable<Report> {
  if (node.kind === 'scalar' && findIntrinsic(node) === undefined) {
    if (!isVariable(node))
      yield {
        range: node.type === 'null' ? key : node.outer,
        message: `Statement must be a mapping or a list of them, not ${describe(node)}`,
      };
    return;
  }
  yield* checkItems(node);
}

function* checkItems(node: Node): Iterable<Report> {
  if (node.kind !== 'sequence' || findIntrinsic(node) !== undefined) return;
  for (const item of node.items) {
    if (item.kind === 'mapping' || findIntrinsic(item) !== undefined || isVariable(item)) continue;
    yield { range: rangeOf(item), message: `A statement must be a mapping, not ${describe(item)}` };
  }
}

function* checkStrings(element: Element, context: StatementContext): Iterable<Report> {
  const { value } = element.pair;
  if (findIntrinsic(value) !== undefined) return;
  if (value.kind !== 'sequence') {
    if (!isString(value)) yield report(element, value, undefined, context);
    return;
  }
  for (const item of value.items) {
    if (findIntrinsic(item) === undefined && !isString(item)) yield report(element, item, value, context);
  }
}

function report(element: Element, node: Node, list: SequenceNode | undefined, context: StatementContext): Report {
  const key = element.key.value;
  const what = list === undefined ? `${key} must be ${STRING_OR_LIST}` : `${key} must be a list of strings`;
  const absent = list === undefined && node.kind === 'scalar' && node.type === 'null';
  return {
    range: absent ? element.key.range : rangeOf(node),
    message: absent ? `${key} has no value` : `${what}, ${list === undefined ? 'not' : 'this is'} ${describe(node)}`,
    fixes: () => findFixes(element, node, list, context),
  };
}

function findFixes(element: Element, node: Node, list: SequenceNode | undefined, context: StatementContext): readonly Fix[] {
  const source = context.sourceOf(node.range);
  const value: Value = {
    text: { node, range: node.range, form: 'other', parts: [] },
    node,
    ...(list === undefined ? {} : { list }),
    when: [],
  };
  const joined = joinedName(node);
  if (joined !== undefined) {
    const write = () => replaceValues(source, element, [value], [{ kind: 'literal', text: joined }]);
    return [createFix(`Change to '${joined}'`, 'widens', write, { preferred: true, fixAll: false })];
  }
  if (node.kind !== 'sequence' || list === undefined) return [];
  const items = node.items.flatMap((item) => newValueOf(item) ?? []);
  if (items.length !== node.items.length || items.length === 0) return [];
  return [
    createFix('Put the items into the outer list', 'widens', () => replaceValues(source, element, [value], items), {
      preferred: true,
      fixAll: false,
    }),
  ];
}

/** `s3: GetObject`, where the blank makes a mapping of the name. */
function joinedName(node: Node): string | undefined {
  const [pair, ...others] = node.kind === 'mapping' ? node.pairs : [];
  if (pair === undefined || others.length > 0 || pair.value.kind !== 'scalar' || findIntrinsic(pair.value) !== undefined) return undefined;
  const name = `${pair.key.value}:${pair.value.value}`;
  return /^[\w-]+:[\w*?]+$/.test(name) ? name : undefined;
}

/** An account as a number: JSON policies need a string, and a leading zero is lost where YAML reads an octal number. */
function* checkAccounts({ principal, notPrincipal }: Statement, context: StatementContext): Iterable<Report> {
  if (principal === undefined && notPrincipal === undefined) return;
  const strict = context.template.dialect === 'policy';
  for (const { node } of [principal, notPrincipal].flatMap((element) => element?.groups.flatMap((group) => group.values) ?? [])) {
    if (node.kind !== 'scalar' || node.type !== 'number' || findIntrinsic(node) !== undefined) continue;
    if (!strict && !node.value.startsWith('0')) continue;
    yield {
      range: node.outer,
      message: `The account ${quote(node.value)} needs quotes: without them it is a number`,
      ...(strict ? {} : { severity: 'warning' as const }),
      fixes: [createFix('Put it in quotes', 'equal', () => quoteScalar(context.sourceOf(node.range), node), { preferred: true })],
    };
  }
}

function isString(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'string';
}

/** What another tool puts in here. */
function isVariable(node: Node): boolean {
  return node.kind === 'scalar' && /[$#{<%]/.test(node.value);
}

/** An absent value has no text to be marked; the colon in front of it has. */
function rangeOf({ outer }: Node): Report['range'] {
  return outer.start < outer.end || outer.start === 0 ? outer : { ...outer, start: outer.start - 1 };
}

function describe(node: Node): string {
  if (node.kind === 'sequence') return 'a list';
  if (node.kind === 'mapping') {
    const [pair] = node.pairs;
    return pair === undefined ? 'a mapping' : `a mapping with the key ${quote(pair.key.value)}`;
  }
  if (node.type === 'null') return 'nothing';
  return node.type === 'string' ? `the text ${quote(node.value)}` : `the ${node.type} ${quote(node.value)}`;
}
