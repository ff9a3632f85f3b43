import { expect } from 'vitest';
import { applyEdits } from '../../server/src/edit/apply.ts';
import type { Edit } from '../../server/src/edit/edit.ts';
import type { Element, Policy, Statement, Value } from '../../server/src/policy/model.ts';
import { parseEmbedded } from '../../server/src/syntax/embedded.ts';
import type { MappingNode, Node, Pair, ScalarNode, SequenceNode } from '../../server/src/syntax/node.ts';
import { findPair } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Language, Source } from '../../server/src/syntax/source.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import type { SubHost } from '../../server/src/template/template.ts';
import type { Text } from '../../server/src/template/text.ts';
import { renderText } from '../../server/src/template/text.ts';
import type { ReadContext } from '../../server/src/template/values.ts';
import { readTexts } from '../../server/src/template/values.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

/** A parsed text with the statements in it, wherever they stand: the edit layer needs no more of a template. */
export interface Opened {
  readonly source: Source;
  readonly tree: Node;
  readonly problems: readonly string[];
  readonly statements: readonly Statement[];
  readonly policy: Policy;
}

export function open(text: string, language: Language = languageOf(text)): Opened {
  const parsed = parseDocument(`file:///policy.${language}`, text, language);
  if (parsed.tree === undefined) throw new Error('nothing was read');
  const found: Found = { statements: [], problems: parsed.problems.map((problem) => problem.message), hosts: new Map(), documents: [] };
  findStatements(parsed.source, parsed.tree, found);
  const context = makeContext(found.hosts);
  const statements = found.statements.map(({ node, list }) => lowerStatement(node, list, context));
  const node = found.documents[0];
  const source: Policy['source'] = {
    kind: 'document',
    node: parsed.tree,
    policyKind: 'identity',
    when: [],
    owner: { name: '', type: '', range: parsed.tree.range },
  };
  const policy: Policy = {
    source,
    kind: 'identity',
    range: parsed.tree.range,
    statements,
    unknown: [],
    complete: true,
    ...(node === undefined ? {} : { node }),
  };
  return { source: parsed.source, tree: parsed.tree, problems: found.problems, statements, policy };
}

function languageOf(text: string): Language {
  return /^\s*[{[]\s*(?:\{\s*)?"/.test(text) ? 'json' : 'yaml';
}

interface Found {
  readonly statements: { readonly node: MappingNode; readonly list: SequenceNode | undefined }[];
  readonly documents: MappingNode[];
  readonly problems: string[];
  readonly hosts: Map<ScalarNode, SubHost>;
}

function findStatements(source: Source, node: Node, found: Found, list?: SequenceNode): void {
  if (node.kind === 'scalar') {
    const embedded = node.host === undefined ? parseEmbedded(source, node) : undefined;
    if (node.tag === '!Sub') found.hosts.set(node, {});
    found.problems.push(...(embedded?.problems ?? []).map((problem) => problem.message));
    if (embedded?.tree !== undefined) findStatements(source, embedded.tree, found);
    return;
  }
  if (node.kind === 'sequence') {
    for (const item of node.items) findStatements(source, item, found, node);
    return;
  }
  if (findPair(node, 'Action') !== undefined || findPair(node, 'Resource') !== undefined) {
    found.statements.push({ node, list });
    return;
  }
  if (findPair(node, 'Statement') !== undefined) found.documents.push(node);
  for (const pair of node.pairs) findStatements(source, pair.value, found);
}

function makeContext(hosts: ReadonlyMap<ScalarNode, SubHost>): ReadContext {
  const scope = {
    resources: new Map(),
    parameters: new Map(),
    conditions: new Set<string>(),
    incomplete: false,
    loops: new Set<string>(),
    catalog: loadCatalogForTests(),
  };
  return { dialect: 'cloudformation', scope, hosts, resolve: () => undefined };
}

function lowerStatement(node: MappingNode, list: SequenceNode | undefined, context: ReadContext): Statement {
  const element = (key: string): Element | undefined => {
    const pair: Pair | undefined = findPair(node, key);
    return pair && { key: pair.key, pair, ...readTexts(pair.value, context, [], 'any') };
  };
  const elements = {
    sid: element('Sid'),
    effect: element('Effect'),
    action: element('Action'),
    notAction: element('NotAction'),
    resource: element('Resource'),
    notResource: element('NotResource'),
  };
  const present = Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined));
  return { node, range: node.range, ...(list === undefined ? {} : { list }), when: [], unknown: [], complete: true, ...present };
}

export function statementOf(opened: Opened, index = 0): Statement {
  const statement = opened.statements[index];
  if (statement === undefined) throw new Error(`no statement ${index}`);
  return statement;
}

export function elementOf(opened: Opened, name: 'action' | 'resource' | 'sid' | 'effect', index = 0): Element {
  const element = statementOf(opened, index)[name];
  if (element === undefined) throw new Error(`no ${name}`);
  return element;
}

/** The values whose text, in `Fn::Sub` notation, is one of those named; all must be there. */
export function valuesOf(element: Element, ...texts: readonly string[]): readonly Value[] {
  return texts.map((text) => {
    const value = element.values.find((candidate) => renderText(candidate.text) === text);
    if (value === undefined) throw new Error(`no value ${text}`);
    return value;
  });
}

export function textAt(opened: Opened, index = 0): Text {
  const value = elementOf(opened, 'resource').values[index];
  if (value === undefined) throw new Error(`no resource ${index}`);
  return value.text;
}

export function actionsOf(opened: Opened): readonly (readonly string[])[] {
  return opened.statements.map((statement) => (statement.action?.values ?? []).map((value) => renderText(value.text)));
}

export function resourcesOf(opened: Opened): readonly (readonly string[])[] {
  return opened.statements.map((statement) => (statement.resource?.values ?? []).map((value) => renderText(value.text)));
}

/** Applies the edits; they must be there, not overlap, and leave a text that reads without a problem that was not there before. */
export function apply(opened: Opened, edits: readonly Edit[]): string {
  expect(edits).not.toEqual([]);
  expect(isOverlapping(opened.source, edits)).toBe(false);
  const text = applyEdits(opened.source, edits);
  expect(open(text, opened.source.language).problems).toEqual(opened.problems);
  return text;
}

/** Whether two of the edits touch the same text; two insertions at one place do, since their order is not said. */
export function isOverlapping(source: Source, edits: readonly Edit[]): boolean {
  const sorted = edits.map((edit) => toOffsets(source, edit.range)).sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some((current, i) => {
    const next = sorted[i + 1];
    return next !== undefined && (next.start < current.end || (next.start === current.start && next.end === next.start));
  });
}

/** Drops the indentation of the first line from every line, and the line breaks around. */
export function dedent(text: string): string {
  const body = text.replace(/^\n/, '').replace(/\n[ ]*$/, '\n');
  const indent = /^ */.exec(body)?.[0] ?? '';
  return body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}
