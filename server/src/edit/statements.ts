import type { Element, Policy, Statement, Value } from '../policy/model.ts';
import { columnOf } from '../syntax/indentation.ts';
import type { Node, OffsetRange, SequenceNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Span } from './apply.ts';
import { applySpans } from './apply.ts';
import type { Edit, NewValue } from './edit.ts';
import { isFirstOnLine, lineEndAt, shiftLines } from './lines.ts';
import { dashBefore, isRemovable, itemOf, removeItems, separatorOf } from './lists.ts';
import { removalSpans } from './pairs.ts';
import { scalarSpan } from './scalars.ts';
import { columnIndent, styleAt } from './style.ts';
import { elementSpans } from './values.ts';
import type { View } from './view.ts';
import { outerBounds, viewOf } from './view.ts';

/** A value of a statement's part: a new one, or one that stands in the statement and is kept as it is written. */
export type StatementValue = NewValue | { readonly kind: 'kept'; readonly value: Value };

/** What differs in a part of a statement; an element that is absent here stays as it is. */
export interface StatementChange {
  readonly action?: readonly StatementValue[];
  readonly notAction?: readonly StatementValue[];
  readonly resource?: readonly StatementValue[];
  readonly notResource?: readonly StatementValue[];
  /** The Sid of the part; absent: the statement's own, behind the first with a number that makes it unique. */
  readonly sid?: string;
}

/** Takes a statement out of its list; empty for the only one, for a branch of `Fn::If` and for what an alias brings. */
export function removeStatement(source: Source, policy: Policy, statement: Statement): readonly Edit[] {
  const list = listOf(policy, statement);
  if (list === undefined) return [];
  const view = viewOf(source, list);
  const spans = removeItems(view, list, new Set([list.items.indexOf(statement.node)]));
  return spans === undefined ? [] : view.edits(spans);
}

/** Whether `removeStatement` can, for the title of a fix. */
export function canRemoveStatement(source: Source, policy: Policy, statement: Statement): boolean {
  const list = listOf(policy, statement);
  if (list === undefined) return false;
  const view = viewOf(source, list);
  const isWritable = view.edits([{ ...view.offsets(statement.node.outer), text: '' }]).length > 0;
  return isWritable && isRemovable(view, list, list.items.indexOf(statement.node));
}

/** The list that a statement can be taken out of. */
function listOf(policy: Policy, statement: Statement): SequenceNode | undefined {
  const { list, node } = statement;
  if (list === undefined || list.anchor !== undefined || node.anchor !== undefined) return undefined;
  return list.items.length < 2 || !policy.statements.includes(statement) ? undefined : list;
}

/** The statement becomes the first part, and the other parts follow it as statements of their own. A sole mapping becomes a list. */
export function splitStatement(source: Source, policy: Policy, statement: Statement, parts: readonly StatementChange[]): readonly Edit[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const isSole = statement.list === undefined && findPair(policy.node, 'Statement')?.value === statement.node;
  return writeStatements(source, statement, first, others, sidsOf(policy.statements.map((other) => other.node)), isSole);
}

function sidsOf(statements: readonly Node[]): ReadonlySet<string> {
  const values = statements.map((node) => findPair(node, 'Sid')?.value);
  return new Set(values.flatMap((value) => (value?.kind === 'scalar' ? [value.value] : [])));
}

function writeStatements(
  source: Source,
  statement: Statement,
  own: StatementChange,
  copies: readonly StatementChange[],
  sids: ReadonlySet<string>,
  isSole: boolean,
): readonly Edit[] {
  const { node, list } = statement;
  const view = viewOf(source, node);
  if (hasAnchor(node) || (list === undefined && !isSole && copies.length > 0)) return [];
  const bounds = boundsOf(view, statement);
  const texts: string[] = [];
  const taken = new Set(sids);
  for (const [i, change] of [own, ...copies].entries()) {
    const spans = changeSpans(source, view, statement, change, i === 0 ? change.sid : nextSid(statement, change, taken));
    if (spans === undefined) return [];
    texts.push(applyWithin(view.text, bounds, spans));
  }
  const text =
    copies.length === 0
      ? texts[0]
      : list === undefined
        ? joinAsList(view, statement, texts)
        : joinInList(view, statement, bounds.start, texts);
  if (text === undefined || text === view.text.slice(bounds.start, bounds.end)) return [];
  return view.edits([{ ...bounds, text }]);
}

/** A block statement takes in the comment at the end of its last line, which its lists may have to write behind. */
function boundsOf(view: View, statement: Statement): OffsetRange {
  const { start, end } = outerBounds(view, statement.node);
  return { start, end: statement.node.flow ? end : lineEndAt(view.text, end) };
}

function applyWithin(text: string, bounds: OffsetRange, spans: readonly Span[]): string {
  const end = Math.max(bounds.end, ...spans.map((span) => span.end));
  const shifted = spans.map((span) => ({ ...span, start: span.start - bounds.start, end: span.end - bounds.start }));
  return applySpans(text.slice(bounds.start, end), shifted).trimEnd();
}

function hasAnchor(node: Node): boolean {
  if (node.anchor !== undefined) return true;
  if (node.kind === 'mapping')
    return node.pairs.some((pair) => pair.merged !== true && (pair.key.anchor !== undefined || hasAnchor(pair.value)));
  return node.kind === 'sequence' && node.items.some(hasAnchor);
}

function changeSpans(
  source: Source,
  view: View,
  statement: Statement,
  change: StatementChange,
  sid: string | undefined,
): readonly Span[] | undefined {
  const spans: Span[] = [];
  for (const name of ['action', 'notAction', 'resource', 'notResource'] as const) {
    const values = change[name];
    if (values === undefined) continue;
    const found = partSpans(view, statement[name], values);
    if (found === undefined) return undefined;
    spans.push(...found);
  }
  const element = statement.sid;
  if (element === undefined || sid === undefined) return spans;
  const scalar = element.pair.value;
  if (scalar.kind === 'scalar' && scalar.tag === undefined) {
    const span = scalarSpan(source, view, scalar, sid);
    return span && [...spans, span];
  }
  const removed = removalSpans(view, statement.node, element.pair);
  return removed && [...spans, ...removed];
}

function partSpans(view: View, element: Element | undefined, values: readonly StatementValue[]): readonly Span[] | undefined {
  if (element === undefined || values.length === 0) return undefined;
  const kept = new Set<Value>();
  const inserted: NewValue[] = [];
  for (const value of values) {
    if (value.kind === 'kept') kept.add(value.value);
    else inserted.push(value);
  }
  const removed = element.values.filter((value) => !kept.has(value));
  return removed.length === 0 && inserted.length === 0 ? [] : elementSpans(view, element, removed, inserted);
}

/** A Sid with the next number that is not taken: `Read` gives `Read2`, `VisualEditor0` gives `VisualEditor1`. */
function nextSid(statement: Statement, change: StatementChange, taken: Set<string>): string | undefined {
  const node = statement.sid?.pair.value;
  if (node === undefined) return undefined;
  const own = node.kind === 'scalar' ? node.value : '';
  let sid = change.sid ?? own;
  const [, base = '', digits = ''] = /^(.*?)(\d{0,9})$/.exec(own) ?? [];
  for (let number = digits === '' ? 2 : Number(digits) + 1; change.sid === undefined && taken.has(sid); number++)
    sid = base + String(number);
  taken.add(sid);
  return sid;
}

function joinInList(view: View, statement: Statement, start: number, texts: readonly string[]): string | undefined {
  const { text } = view;
  const { list } = statement;
  if (list === undefined || list.anchor !== undefined || !list.items.includes(statement.node)) return undefined;
  if (list.flow) {
    const items = list.items.map((item) => itemOf(view, item));
    const own = itemOf(view, statement.node);
    const style = styleAt(view, start, { flow: true });
    const separator =
      items.length === 1 && isFirstOnLine(text, start) ? `,${view.eol}${columnIndent(text, start)}` : separatorOf(text, items, style, own);
    return texts.join(separator);
  }
  const dash = dashBefore(text, start);
  if (dash === undefined) return undefined;
  const gap = text.slice(dash + 1, start);
  const isSpaced = /^ +$/.test(gap);
  return texts.join(`${view.eol}${' '.repeat(columnOf(text, dash))}-${isSpaced ? gap : ' '}`);
}

/** A statement that was the whole value becomes a list of its parts. */
function joinAsList(view: View, statement: Statement, texts: readonly string[]): string {
  if (statement.node.flow) return `[${texts.join(', ')}]`;
  const { start } = view.offsets(statement.node.outer);
  return texts.map((text) => `- ${shiftLines(text, 2)}`).join(view.eol + ' '.repeat(columnOf(view.text, start)));
}
