import type { Catalog } from '../catalog/catalog.ts';
import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { boundaryKey, NO_BOUNDARY_SETTINGS } from '../grants/boundary-settings.ts';
import type { Configuration } from '../lint/config.ts';
import { levelsKey } from '../lint/config.ts';
import type { LintMemory, LintResult } from '../lint/engine.ts';
import { lintAgain } from '../lint/engine.ts';
import type { Found } from '../lint/found.ts';
import type { Rule, RuleContext } from '../lint/rule.ts';
import type { Parsed } from '../syntax/source.ts';
import type { FileSnapshot, Files, VersionEdit } from '../template/files.ts';
import type { Document, DocumentMemory, DocumentResult } from './document.ts';
import { FOREIGN, lowerSteps, parseSnapshot } from './document.ts';
import { findEdit } from './parse-again.ts';
import { runToEnd } from './steps.ts';

/** What is kept of a document between two questions about it. */
export interface CachedDocument {
  /** Versions of the document and of all it read, and what the configuration says of boundaries: made of everything but levels that decides an answer. */
  readonly key: string;
  readonly result: DocumentResult;
  readonly text: TextVersion;
  findings?: CheckedDocument;
  /** The findings of an earlier version, until there are those of this one. */
  earlier?: LintedVersion | undefined;
}

interface CheckedDocument {
  /** Of the configuration. */
  readonly key: string;
  readonly result: LintResult;
}

interface LintedVersion {
  readonly key: string;
  readonly memory: LintMemory;
  readonly text: TextVersion;
}

/** Of a document's own text. */
interface TextVersion {
  readonly version: string;
  /** In UTF-16 code units. */
  readonly length: number;
  /** How it came from earlier versions. */
  readonly edits: readonly VersionEdit[];
}

/** How many documents are kept: more than an editor has open at once. */
const CAPACITY = 64;

interface Entry extends TextVersion {
  readonly parsed: Parsed | undefined;
  /** Absent until it is lowered. */
  lowered?: { readonly document: CachedDocument; readonly versions: ReadonlyMap<string, string>; readonly boundaries: string };
  /** The last version before that was lowered. */
  readonly earlier?: CachedDocument | undefined;
  /** What this text or one since `earlier` left that was lowered with a word at the cursor which is not written. */
  left?: LeftMemory | undefined;
}

/** What a lowering leaves, and under which settings. */
type LeftMemory = Pick<Document, 'memory' | 'boundaries'>;

/** Documents as last read, least recently used first. Lives as long as its facade. */
export class DocumentCache {
  private readonly entries = new Map<string, Entry>();

  private readonly catalog: Catalog;
  private readonly files: Files;
  private readonly boundariesOf: (uri: string) => BoundarySettings;

  /** `boundariesOf` says what the configuration of a document says of permissions boundaries. */
  constructor(catalog: Catalog, files: Files, boundariesOf: (uri: string) => BoundarySettings = () => NO_BOUNDARY_SETTINGS) {
    this.catalog = catalog;
    this.files = files;
    this.boundariesOf = boundariesOf;
  }

  get(uri: string): CachedDocument {
    return runToEnd(this.steps(uri));
  }

  /** Parses in the first step and lowers in the others, as far as neither is known; always of the texts of now. */
  *steps(uri: string): Generator<void, CachedDocument> {
    const known = this.current(uri, this.parse(uri));
    if (known !== undefined) return known;
    yield;
    // Between two steps the text may have changed, or another question may have done the work.
    const entry = this.parse(uri);
    const meanwhile = this.current(uri, entry);
    if (meanwhile !== undefined) return meanwhile;
    const versions = new Map([[uri, entry.version]]);
    const files = recordVersions(this.files, versions);
    const earlier = lastLowered(entry);
    const boundaries = this.boundariesOf(uri);
    const memory = memoryOf(entry, boundaries);
    const result = entry.parsed === undefined ? FOREIGN : yield* lowerSteps(entry.parsed, files, this.catalog, { memory, boundaries });
    const key = [...[...versions].map(([read, version]) => `${read}@${version}`), boundaryKey(boundaries)].join('\n');
    const { version, length, edits } = entry;
    const document: CachedDocument = { key, result, text: { version, length, edits }, earlier: lastLinted(earlier) };
    entry.lowered = { document, versions, boundaries: boundaryKey(boundaries) };
    entry.left = undefined;
    return document;
  }

  /** The text of now as parsed, and what is left of the last version of it that was lowered. */
  parsed(uri: string): { readonly parsed: Parsed | undefined; readonly memory: DocumentMemory | undefined } {
    const entry = this.parse(uri);
    return { parsed: entry.parsed, memory: memoryOf(entry, this.boundariesOf(uri)) };
  }

  /** Keeps what the text of now left when it was lowered with a word at the cursor, until it is lowered as it is: an author may type on for long before. */
  leave(uri: string, { memory, boundaries }: LeftMemory): void {
    const entry = this.parse(uri);
    if (entry.lowered === undefined) entry.left = { memory, boundaries };
  }

  forget(uri: string): void {
    this.entries.delete(uri);
  }

  private parse(uri: string): Entry {
    const snapshot = this.files.read(uri);
    const version = versionOf(snapshot);
    const known = this.entries.get(uri);
    const entry = known?.version === version ? known : makeEntry(uri, snapshot, version, known);
    this.entries.delete(uri);
    this.entries.set(uri, entry);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= CAPACITY) break;
      this.entries.delete(oldest);
    }
    return entry;
  }

  /** What was lowered, where no file that it was lowered from has changed. */
  private current(uri: string, { lowered }: Entry): CachedDocument | undefined {
    if (lowered === undefined || lowered.boundaries !== boundaryKey(this.boundariesOf(uri))) return undefined;
    for (const [read, version] of lowered.versions) if (versionOf(this.files.read(read)) !== version) return undefined;
    return lowered.document;
  }
}

function makeEntry(uri: string, snapshot: FileSnapshot, version: string, before: Entry | undefined): Entry {
  const known = before?.parsed === undefined ? undefined : { version: before.version, parsed: before.parsed };
  const { length, edits } =
    snapshot.kind === 'text' ? { length: snapshot.text.length, edits: snapshot.edits ?? [] } : { length: 0, edits: [] };
  return {
    version,
    length,
    edits,
    parsed: parseSnapshot(uri, snapshot, known),
    earlier: before === undefined ? undefined : lastLowered(before),
    left: before?.left,
  };
}

function lastLowered({ lowered, earlier }: Entry): CachedDocument | undefined {
  return lowered?.document ?? earlier;
}

/** What was left last under the same settings. */
function memoryOf(entry: Entry, boundaries: BoundarySettings): DocumentMemory | undefined {
  const result = lastLowered(entry)?.result;
  const left = entry.left ?? (result?.kind === 'ours' ? result : undefined);
  return left !== undefined && boundaryKey(left.boundaries) === boundaryKey(boundaries) ? left.memory : undefined;
}

function lastLinted(document: CachedDocument | undefined): LintedVersion | undefined {
  if (document?.findings === undefined) return document?.earlier;
  const { findings, text } = document;
  return { key: findings.key, memory: findings.result.memory, text };
}

/** Notes the version of every file that is read: what was lowered in several steps is of these, whatever has changed since. */
function recordVersions(files: Files, versions: Map<string, string>): Files {
  return {
    read(uri) {
      const snapshot = files.read(uri);
      versions.set(uri, versionOf(snapshot));
      return snapshot;
    },
  };
}

function versionOf(snapshot: FileSnapshot): string {
  return snapshot.kind === 'text' ? snapshot.version : snapshot.kind;
}

/** The findings of a document, from the cache where neither it nor the configuration has changed; one policy a step. */
export function* findFindings(
  cached: CachedDocument,
  rules: readonly Rule[],
  catalog: Catalog,
  configuration: Configuration,
): Generator<void, readonly Found[]> {
  if (cached.result.kind === 'foreign') return [];
  const key = levelsKey(configuration);
  if (cached.findings?.key === key) return cached.findings.result.found;
  const earlier = lastLinted(cached);
  const known = earlier?.key === key ? earlier : undefined;
  const edit = known === undefined ? undefined : findEdit(known.text, cached.text);
  const context = contextOf(cached.result, catalog);
  const version = { ...cached.result.memory.template.names, edit };
  const result = yield* lintAgain(rules, context, configuration, known?.memory, version);
  cached.findings = { key, result };
  cached.earlier = undefined;
  return result.found;
}

/** What rules see of a document. */
export function contextOf(document: Document, catalog: Catalog): RuleContext {
  const { template, policies, grants, boundaries } = document;
  return {
    catalog,
    template,
    policies,
    principals: grants.principals,
    ...(boundaries.required === undefined ? {} : { requiredBoundary: boundaries.required }),
    sourceOf: (range) => template.sources.get(range.unit.uri) ?? template.source,
  };
}
