import fc from 'fast-check';
import { expect } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { Diagnostic } from '../../server/src/analysis/answers.ts';
import { DocumentCache } from '../../server/src/analysis/cache.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import type { DocumentResult } from '../../server/src/analysis/document.ts';
import { readDocument } from '../../server/src/analysis/document.ts';
import { RULE_IDS } from '../../server/src/analysis/rule-list.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { rules } from '../../server/src/rules/index.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import type { Files, VersionEdit } from '../../server/src/template/files.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import type { Workspace } from './incremental-documents.ts';
import { readWorkspaces, WORKSPACES } from './incremental-documents.ts';
import type { Change, Changed } from './reparse-edits.ts';
import { anyChange, applyChange } from './reparse-edits.ts';

/** An edit of one of the documents, and what is asked then. */
type Move =
  | { readonly kind: 'change'; readonly change: Change; readonly file: number }
  /** One word of the text in place of another: names, types and actions change, and what refers to them does not. */
  | { readonly kind: 'word'; readonly from: number; readonly to: number; readonly file: number };

interface Turn {
  readonly move: Move;
  /** `steps`: a diagnosis is begun and dropped; `nothing`: the version is skipped. */
  readonly ask: 'all' | 'findings' | 'steps' | 'nothing';
  readonly at: number;
}

const move: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('change' as const), change: anyChange, file: fc.nat(7) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('word' as const), from: fc.nat(10_000), to: fc.nat(10_000), file: fc.nat(7) }), weight: 3 },
);

const turn: fc.Arbitrary<Turn> = fc.record({
  move,
  ask: fc.constantFrom('findings' as const, 'findings' as const, 'steps' as const, 'nothing' as const),
  at: fc.nat(100_000),
});

const turns = fc.array(turn, { minLength: 1, maxLength: 4 });

/** A workspace and what happens to it. */
export const session = fc.record({
  workspace: fc.oneof(fc.constantFrom(...WORKSPACES.made), fc.constantFrom(...WORKSPACES.examples)),
  turns,
});

/** The same in templates of a folder. */
export function sessionIn(folder: string): typeof session {
  return fc.record({ workspace: fc.constantFrom(...readWorkspaces(folder)), turns });
}

export type Session = typeof session extends fc.Arbitrary<infer S> ? S : never;

/** Rules that are opt-in count as well. */
const configuration: Configuration = {
  rules: Object.fromEntries([...RULE_IDS].map((id) => [id, rules.find((rule) => rule.id === id)?.severity ?? 'warning'])),
  ignore: [],
};

/** Plays sessions: the facade as an editor has it, next to one that forgets everything before each question. */
export function createPlayer(): (session: Session) => void {
  const desk = createDesk();
  return ({ workspace, turns }) => {
    desk.open(workspace);
    compare(desk, { ask: 'findings', at: 0 });
    for (const { move: made, ...question } of turns) {
      desk.edit(made);
      compare(desk, question);
    }
    compare(desk, { ask: 'all', at: turns[0]?.at ?? 0 });
  };
}

/** One document of a workspace, with the edits that an editor knows of. */
interface OpenText {
  readonly text: string;
  readonly version: string;
  readonly edits: readonly VersionEdit[];
  /** The texts before. */
  readonly history: readonly string[];
}

interface Desk {
  /** The document that is asked about. */
  readonly uri: string;
  readonly incremental: Analysis;
  readonly full: Analysis;
  readonly cache: DocumentCache;
  /** Without the edits. */
  readonly files: Files;
  open(workspace: Workspace): void;
  edit(move: Move): void;
  text(): string;
}

function createDesk(): Desk {
  const catalog = loadCatalogForTests();
  const configurationOf = () => configuration;
  let opened = new Map<string, OpenText>();
  let versions = 0;
  const read = (uri: string) => {
    const open = opened.get(uri);
    return open === undefined ? ({ kind: 'missing' } as const) : ({ kind: 'text', ...open } as const);
  };
  const files: Files = {
    read(uri) {
      const { kind, text, version } = { text: '', version: '', ...read(uri) };
      return kind === 'missing' ? { kind } : { kind, text, version };
    },
  };
  const desk = {
    uri: '',
    files,
    incremental: createAnalysis({ catalog, files: { read }, configurationOf }),
    full: createAnalysis({ catalog, files, configurationOf }),
    cache: new DocumentCache(catalog, { read }),
    text: () => opened.get(desk.uri)?.text ?? '',
    open(workspace: Workspace) {
      for (const each of [desk.incremental, desk.cache]) each.forget(desk.uri);
      opened = new Map(
        Object.entries(workspace).map(([uri, text]) => [uri, { text, version: `${++versions}`, edits: [], history: [] }] as const),
      );
      desk.uri = Object.keys(workspace)[0] ?? '';
    },
    edit(made: Move) {
      const uris = [...opened.keys()];
      const target = made.file < 5 ? desk.uri : (uris[made.file % uris.length] ?? desk.uri);
      const { text: before, version, edits, history } = opened.get(target) ?? { text: '', version: '', edits: [], history: [] };
      const { text, edit } = made.kind === 'change' ? applyChange(before, made.change, history) : replaceWord(before, made);
      const grown = { edits: [...edits, { ...edit, from: version }], history: [...history, before] };
      opened.set(target, { text, version: `${++versions}`, ...grown });
    },
  };
  return desk;
}

function replaceWord(text: string, { from, to }: { readonly from: number; readonly to: number }): Changed {
  const words = [...text.matchAll(/[A-Za-z0-9]+(?::+[A-Za-z0-9*]+)*/g)];
  const target = words[from % Math.max(1, words.length)];
  const by = words[to % Math.max(1, words.length)]?.[0] ?? '';
  const start = target?.index ?? 0;
  const oldEnd = start + (target?.[0].length ?? 0);
  return { text: text.slice(0, start) + by + text.slice(oldEnd), edit: { start, oldEnd, newEnd: start + by.length } };
}

function compare(desk: Desk, { ask, at }: Omit<Turn, 'move'>): void {
  const { uri, incremental, full } = desk;
  if (ask === 'nothing') return;
  if (ask === 'steps') {
    const steps = incremental.diagnoseSteps(uri);
    for (let step = 0; step < 1 + (at % 7); step++) steps.next();
    return;
  }
  full.forget(uri);
  const [found, expected] = [incremental.diagnose(uri), full.diagnose(uri)];
  expect(found.diagnostics.map(draw)).toEqual(expected.diagnostics.map(draw));
  expect([found.ours, found.reads, found.wanted, found.key]).toEqual([expected.ours, expected.reads, expected.wanted, expected.key]);
  if (ask === 'all') compareAll(desk, at % (desk.text().length + 1));
}

function compareAll({ uri, incremental, full, cache, files }: Desk, offset: number): void {
  const catalog = loadCatalogForTests();
  expect(describe(cache.get(uri).result)).toEqual(describe(readDocument(uri, files, catalog)));
  full.forget(uri);
  expect(incremental.complete(uri, offset)).toEqual(full.complete(uri, offset));
  const range = { start: Math.max(0, offset - 200), end: offset };
  const [actions, expected] = [incremental, full].map((analysis) => {
    const listed = analysis.codeActions(uri, range);
    // Each is proved by the kernel, which takes its time: one of them tells as much.
    const one = listed[offset % Math.max(1, listed.length)]?.data;
    const resolved = one === undefined || one.kind === 'fix-all' ? undefined : analysis.resolveCodeAction(one);
    const changes = resolved?.kind === 'changes' ? [...resolved.changes] : resolved;
    return { titles: listed.map(({ title, effect, data }) => ({ title, effect, data })), changes };
  });
  expect(actions).toEqual(expected);
  expect(incremental.hover(uri, offset)).toEqual(full.hover(uri, offset));
}

function draw({ rule, severity, message, place, related, unnecessary }: Diagnostic) {
  return { rule, severity, message, place, related, unnecessary };
}

/** What a document was lowered to, all ranges absolute. */
function describe(result: DocumentResult): unknown {
  if (result.kind === 'foreign') return 'foreign';
  const { template, policies, grants } = result;
  const { scope } = template;
  const described = [policies, template.policies, [...scope.resources], [...scope.parameters], grants];
  const json = JSON.stringify(described, (_, value: unknown) => {
    if (isManaged(value)) return value.range.unit.uri;
    if (!isRange(value)) return value;
    const { start, end } = toOffsets(template.sources.get(value.unit.uri) ?? template.source, value);
    return `${value.unit.uri} ${value.unit.name} ${start} ${end}`;
  });
  const problems = template.problems.map(({ code, message }) => `${code} ${message}`).sort();
  return [JSON.parse(json), [...scope.conditions], [...scope.loops], scope.incomplete, template.dialect, problems];
}

/** A document of the catalogue, which is the same in every version. */
function isManaged(value: unknown): value is Policy {
  if (typeof value !== 'object' || value === null || !('range' in value) || !('statements' in value)) return false;
  return isRange(value.range) && value.range.unit.uri.startsWith('leastwise:');
}

function isRange(value: unknown): value is Parameters<typeof toOffsets>[1] {
  return typeof value === 'object' && value !== null && 'unit' in value && 'start' in value && 'end' in value;
}
