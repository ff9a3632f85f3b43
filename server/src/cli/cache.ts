import path from 'node:path';
import { URI } from 'vscode-uri';
import { displayPath } from './display-path.ts';
import type { Hashes } from './fingerprint.ts';
import { loadHashes } from './fingerprint.ts';
import type { Io } from './io.ts';
import type { Inputs, Outcome } from './outcome.ts';
import { printable } from './output/printable.ts';
import { rootOf } from './project.ts';
import type { Target } from './target.ts';

/** Outcomes of earlier runs, each with what decided it. */
export interface Cache {
  readonly fingerprint: Hashes['fingerprint'];
  /** The outcome of a target, if everything that decided it is as it was. */
  find(target: Target): Promise<Outcome | undefined>;
  /** Keeps what was found and what is new, and what it has of other files that still exist. A failure is told on standard error. */
  save(outcomes: ReadonlyMap<Target, Outcome>): Promise<void>;
}

export interface CacheOptions {
  /** Absolute path. */
  readonly file: string;
  /** Differs where the program or its catalogue does: then nothing is known. */
  readonly program: string;
  /** Options of the command line that decide outcomes. */
  readonly settings: string;
  /** Whether outcomes have to hold the changes of fixes. */
  readonly withChanges: boolean;
}

/** What stands in the file before an outcome. */
interface Entry {
  readonly path: string;
  readonly settings: string;
  readonly withChanges: boolean;
  readonly inputs: Inputs;
}

interface Kept {
  readonly entry: Entry;
  /** The outcome without its inputs: as JSON where it was read, not yet where it is new. */
  readonly outcome: string | Outcome;
}

/**
 * The file is text: a line `leastwise cache <program>`, then two lines of JSON for each document, its `Entry` and its `Outcome`, at the end the hash of
 * all these lines. One that is something else, or damaged, is taken for an empty one.
 */
export async function openCache(options: CacheOptions, io: Io): Promise<Cache> {
  const hashes = await loadHashes();
  const { hash, fingerprint } = hashes;
  const settings = hash(options.settings);
  const kept = decodeFile((await io.store.read(options.file)) ?? '', options.program, hash);
  const loaded = new Map<string, Promise<string | undefined>>();
  const hits = new Set<string>();

  function load(written: string, root: string | undefined): Promise<string | undefined> {
    const key = `${root ?? ''}\n${written}`;
    const known = loaded.get(key) ?? fingerprintFile(toUri(io, written), root, fingerprint, io);
    loaded.set(key, known);
    return known;
  }

  /** The document is read as what the user named, all else as what it may name. */
  async function isCurrent({ uri }: Target, { files, root }: Inputs): Promise<boolean> {
    const rootUri = root === undefined ? undefined : rootOf(uri, io);
    if (rootUri !== undefined && displayPath(io.cwd, rootUri) !== root) return false;
    for (const [index, [written, print]] of files.entries()) {
      if ((await load(written, index === 0 ? undefined : rootUri)) !== print) return false;
    }
    return true;
  }

  return {
    fingerprint,
    async find(target) {
      const known = target.input === 'file' ? kept.get(target.path) : undefined;
      if (known === undefined || known.entry.settings !== settings || (options.withChanges && !known.entry.withChanges)) return undefined;
      if (!(await isCurrent(target, known.entry.inputs))) return undefined;
      hits.add(target.path);
      return typeof known.outcome === 'string' ? (JSON.parse(known.outcome) as Outcome) : known.outcome;
    },
    async save(outcomes) {
      const next = new Map<string, Kept>();
      for (const [target, { inputs, ...outcome }] of outcomes) {
        const hit = hits.has(target.path) ? kept.get(target.path) : undefined;
        if (hit !== undefined) next.set(target.path, hit);
        else if (inputs !== undefined && target.input === 'file') {
          const entry = { path: target.path, settings, withChanges: options.withChanges, inputs };
          next.set(target.path, { entry, outcome });
        }
      }
      const checked = new Set([...outcomes.keys()].map((target) => target.path));
      for (const [written, other] of kept) {
        if (!checked.has(written) && (await io.host.kindOf(toUri(io, written))) === 'file') next.set(written, other);
      }
      const isSame = next.size === kept.size && [...next].every(([written, entry]) => kept.get(written) === entry);
      if (isSame && kept.size > 0) return;
      await io.store.write(options.file, encodeFile(next, options.program, hashes)).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        io.stderr.write(`leastwise: the cache was not written: ${printable(reason)}\n`);
      });
    },
  };
}

function toUri(io: Io, written: string): string {
  return URI.file(path.resolve(io.cwd, written)).toString();
}

/** As `checkTarget` would tell it: what cannot be used is missing for whoever names it, and no document. */
async function fingerprintFile(
  uri: string,
  root: string | undefined,
  fingerprint: Hashes['fingerprint'],
  io: Io,
): Promise<string | undefined> {
  const file = await io.host.readFile(uri, root);
  if (file.kind === 'text') return fingerprint({ kind: 'text', text: file.text, version: '' });
  return fingerprint({ kind: file.kind === 'outside' ? 'outside' : 'missing' });
}

/** In pieces: the text of thousands of outcomes is never there as a whole. */
function* encodeFile(kept: ReadonlyMap<string, Kept>, program: string, { hashPieces }: Hashes): Generator<string> {
  yield yield* hashPieces(encodeLines(kept, program));
}

function* encodeLines(kept: ReadonlyMap<string, Kept>, program: string): Generator<string> {
  yield headOf(program);
  for (const { entry, outcome } of kept.values()) {
    yield `${JSON.stringify(entry)}\n${typeof outcome === 'string' ? outcome : JSON.stringify(outcome)}\n`;
  }
}

function headOf(program: string): string {
  return `leastwise cache ${program}\n`;
}

/** Nothing where the text is not whole, not ours, or of another program. */
function decodeFile(text: string, program: string, hash: Hashes['hash']): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  const head = headOf(program);
  const end = text.lastIndexOf('\n') + 1;
  if (!text.startsWith(head) || text.slice(end) !== hash(text.slice(0, end))) return kept;
  const lines = text.slice(head.length, end).split('\n');
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const entry = JSON.parse(lines[at] ?? '') as Entry;
    kept.set(entry.path, { entry, outcome: lines[at + 1] ?? '' });
  }
  return kept;
}
