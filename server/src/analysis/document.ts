import type { Catalog } from '../catalog/catalog.ts';
import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { NO_BOUNDARY_SETTINGS } from '../grants/boundary-settings.ts';
import { LaterGrants } from '../grants/later-grants.ts';
import type { Grants } from '../grants/model.ts';
import type { PolicyMemory } from '../policy/lower.ts';
import { lowerPolicySteps } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import { parseDocument } from '../syntax/parse.ts';
import type { Parsed } from '../syntax/source.ts';
import type { FileSnapshot, Files } from '../template/files.ts';
import { lowerTemplate } from '../template/lower-template.ts';
import type { TemplateMemory } from '../template/memory.ts';
import { mayHoldPolicies } from '../template/policy-words.ts';
import type { Template } from '../template/template.ts';
import type { BoundaryMemory } from './boundary-documents.ts';
import { readBoundaries } from './boundary-documents.ts';
import type { KnownText } from './parse-again.ts';
import { parseAgain } from './parse-again.ts';
import { runToEnd } from './steps.ts';

/** A document read, parsed and lowered: the ground of every answer. */
export interface Document {
  readonly uri: string;
  readonly parsed: Parsed;
  readonly template: Template;
  readonly policies: readonly Policy[];
  /** Found when they are first asked for: what is said of a word at the cursor needs none. */
  readonly grants: Grants;
  /** What the configuration said of permissions boundaries when it was lowered. */
  readonly boundaries: BoundarySettings;
  readonly reads: readonly string[];
  readonly wanted: readonly string[];
  readonly memory: DocumentMemory;
}

/** What lowering a document leaves for its next version. Nothing of it decides an answer. */
export interface DocumentMemory {
  readonly template: TemplateMemory;
  readonly policies: PolicyMemory;
  readonly grants: LaterGrants;
  /** The files it names, by URI. */
  readonly fragments: ReadonlyMap<string, KnownText>;
  readonly boundaries: BoundaryMemory;
}

export type DocumentResult =
  | ({ readonly kind: 'ours' } & Document)
  /** No text, no policy, no template; `reads` and `wanted` as for a document. */
  | { readonly kind: 'foreign'; readonly reads: readonly string[]; readonly wanted: readonly string[] };

export const FOREIGN: DocumentResult = { kind: 'foreign', reads: [], wanted: [] };

/** Reads and lowers a document of `files`. */
export function readDocument(uri: string, files: Files, catalog: Catalog, boundaries?: BoundarySettings): DocumentResult {
  const parsed = parseSnapshot(uri, files.read(uri), undefined);
  return parsed === undefined ? FOREIGN : lowerDocument(parsed, files, catalog, { boundaries });
}

/** `undefined` for what is no text, and for a text that can hold no policy, which is not parsed. */
export function parseSnapshot(uri: string, snapshot: FileSnapshot, known: KnownText | undefined): Parsed | undefined {
  return snapshot.kind === 'text' && mayHoldPolicies(snapshot.text) ? parseAgain(known, uri, snapshot) : undefined;
}

/** What a lowering may go by. */
export interface LowerOptions {
  /** What an earlier version left: only what is new or depends on it is lowered. */
  readonly memory?: DocumentMemory | undefined;
  /** Files that the document names, parsed already; they stand in for what `files` says. */
  readonly fragments?: ReadonlyMap<string, Parsed>;
  /** What the configuration says of permissions boundaries; nothing if absent. */
  readonly boundaries?: BoundarySettings | undefined;
}

/** Lowers what is parsed already. */
export function lowerDocument(parsed: Parsed, files: Files, catalog: Catalog, options: LowerOptions = {}): DocumentResult {
  return runToEnd(lowerSteps(parsed, files, catalog, options));
}

/** The same in steps. Every file that it names is read in the first of them, those of boundaries in the last. */
export function* lowerSteps(
  parsed: Parsed,
  files: Files,
  catalog: Catalog,
  { memory, fragments: given, boundaries = NO_BOUNDARY_SETTINGS }: LowerOptions = {},
): Generator<void, DocumentResult> {
  const fragments = new Map<string, KnownText>();
  const parse: typeof parseDocument = (uri, text, language) => {
    const standIn = given?.get(uri);
    if (standIn !== undefined) return standIn;
    const snapshot = files.read(uri);
    if (snapshot.kind !== 'text' || snapshot.text !== text) return parseDocument(uri, text, language);
    const fragment = parseAgain(memory?.fragments.get(uri), uri, { ...snapshot, text });
    fragments.set(uri, { version: snapshot.version, parsed: fragment });
    return fragment;
  };
  const isBoundary = Object.values(boundaries.files).includes(parsed.source.uri);
  const lowered = lowerTemplate(parsed, {
    catalog,
    files,
    parse,
    ...(isBoundary ? { looseKind: 'boundary' } : {}),
    ...(memory === undefined ? {} : { previous: memory.template }),
  });
  if (lowered === undefined) return FOREIGN;
  yield;
  const { template } = lowered;
  const { policies, memory: ofPolicies } = yield* lowerPolicySteps(template, memory?.policies, lowered.memory.names.version);
  yield;
  const { version, declared } = lowered.memory.names;
  const documents = readBoundaries(boundaries, files, catalog, memory?.boundaries);
  const input = { catalog, template, policies, version, declared, findBoundary: documents.find };
  const grants = new LaterGrants(input, memory?.grants.memory);
  // Which files of boundaries are read shows only there.
  if (Object.keys(boundaries.files).length > 0) grants.find();
  return new LoweredDocument({
    uri: parsed.source.uri,
    parsed,
    template,
    policies,
    boundaries,
    reads: [...lowered.reads, ...documents.reads],
    wanted: [...lowered.wanted, ...documents.wanted],
    memory: { template: lowered.memory, policies: ofPolicies, grants, fragments, boundaries: documents.memory },
  });
}

class LoweredDocument implements Document {
  readonly kind = 'ours';
  readonly uri: string;
  readonly parsed: Parsed;
  readonly template: Template;
  readonly policies: readonly Policy[];
  readonly boundaries: BoundarySettings;
  readonly reads: readonly string[];
  readonly wanted: readonly string[];
  readonly memory: DocumentMemory;

  constructor(lowered: Omit<Document, 'grants'>) {
    this.uri = lowered.uri;
    this.parsed = lowered.parsed;
    this.template = lowered.template;
    this.policies = lowered.policies;
    this.boundaries = lowered.boundaries;
    this.reads = lowered.reads;
    this.wanted = lowered.wanted;
    this.memory = lowered.memory;
  }

  get grants(): Grants {
    return this.memory.grants.find();
  }
}

/** `files` with other texts in place of some. */
export function overlay(files: Files, texts: ReadonlyMap<string, string>): Files {
  return {
    read(uri): FileSnapshot {
      const text = texts.get(uri);
      if (text === undefined) return files.read(uri);
      const below = files.read(uri);
      const languageId = below.kind === 'text' && below.languageId !== undefined ? { languageId: below.languageId } : {};
      return { kind: 'text', text, version: 'overlay', ...languageId };
    },
  };
}
