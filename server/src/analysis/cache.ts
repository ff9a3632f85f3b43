import type { Catalog } from '../catalog/catalog.ts';
import type { Configuration } from '../lint/config.ts';
import { lint } from '../lint/engine.ts';
import type { Finding, Rule, RuleContext } from '../lint/rule.ts';
import type { FileSnapshot, Files } from '../template/files.ts';
import type { Document, DocumentResult } from './document.ts';
import { readDocument } from './document.ts';

/** What is kept of a document between two questions about it. */
export interface CachedDocument {
  /** Versions of the document and of all it read: made of everything but the configuration that decides an answer. */
  readonly key: string;
  readonly result: DocumentResult;
  findings?: { readonly key: string; readonly findings: readonly Finding[] };
}

/** How many documents are kept: more than an editor has open at once. */
const CAPACITY = 64;

/** Documents as last read, least recently used first. Lives as long as its facade. */
export class DocumentCache {
  private readonly entries = new Map<string, CachedDocument>();

  private readonly catalog: Catalog;
  private readonly files: Files;

  constructor(catalog: Catalog, files: Files) {
    this.catalog = catalog;
    this.files = files;
  }

  get(uri: string): CachedDocument {
    const known = this.entries.get(uri);
    if (known !== undefined && known.key === this.keyOf(uri, known.result)) {
      this.entries.delete(uri);
      this.entries.set(uri, known);
      return known;
    }
    const result = readDocument(uri, this.files, this.catalog);
    const entry: CachedDocument = { key: this.keyOf(uri, result), result };
    this.entries.delete(uri);
    this.entries.set(uri, entry);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= CAPACITY) break;
      this.entries.delete(oldest);
    }
    return entry;
  }

  forget(uri: string): void {
    this.entries.delete(uri);
  }

  private keyOf(uri: string, result: DocumentResult): string {
    return [uri, ...result.reads, ...result.wanted].map((read) => `${read}@${versionOf(this.files.read(read))}`).join('\n');
  }
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
): Generator<void, readonly Finding[]> {
  if (cached.result.kind === 'foreign') return [];
  const key = JSON.stringify(configuration.rules);
  if (cached.findings?.key === key) return cached.findings.findings;
  const findings = yield* lint(rules, contextOf(cached.result, catalog), configuration);
  cached.findings = { key, findings };
  return findings;
}

/** What rules see of a document. */
export function contextOf(document: Document, catalog: Catalog): RuleContext {
  const { template, policies } = document;
  return {
    catalog,
    template,
    policies,
    sourceOf: (range) => template.sources.get(range.unit.uri) ?? template.source,
  };
}
