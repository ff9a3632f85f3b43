import type { FileSnapshot, Files } from '../template/files.ts';
import type { Host, LoadedFile } from './host.ts';
import { isInside, normalizeUri } from './uris.ts';

/** What is known of the files of one folder: open documents first, then what was loaded. */
export interface Snapshot extends Files {
  /** Loads those of `uris` that are unread; answers whether there was one. */
  load(uris: readonly string[]): Promise<boolean>;
  /** How a loaded file was read; absent for an open or unread one. */
  loaded(uri: string): LoadedFile | undefined;
  /** Forgets a file, or everything below a folder, so that it is loaded again. */
  invalidate(uri: string): void;
}

interface Entry {
  readonly file: LoadedFile;
  readonly snapshot: FileSnapshot;
}

interface Loading {
  readonly done: Promise<void>;
}

/**
 * A snapshot of what `root` (a folder's URI) holds. `open` answers for documents that an editor holds open or that were named by the
 * user; everything else comes through `host`.
 */
export function createSnapshot(host: Host, root: string, open: (uri: string) => FileSnapshot | undefined): Snapshot {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Loading>();
  let reads = 0;

  function read(uri: string): FileSnapshot {
    const key = normalizeUri(uri);
    if (!isInside(root, key)) return { kind: 'outside' };
    return open(key) ?? entries.get(key)?.snapshot ?? { kind: 'unread' };
  }

  function startLoading(key: string): Loading {
    const load: Loading = {
      done: host.readFile(key, root).then((file) => {
        // A file invalidated while it was being read is read again by whoever wants it.
        if (loading.get(key) !== load) return;
        loading.delete(key);
        reads++;
        entries.set(key, { file, snapshot: toSnapshot(file, `read ${reads}`) });
      }),
    };
    loading.set(key, load);
    return load;
  }

  return {
    read,
    async load(uris) {
      const unread = [...new Set(uris.map(normalizeUri))].filter((key) => read(key).kind === 'unread');
      await Promise.all(unread.map((key) => (loading.get(key) ?? startLoading(key)).done));
      return unread.length > 0;
    },
    loaded: (uri) => entries.get(normalizeUri(uri))?.file,
    invalidate(uri) {
      const key = normalizeUri(uri);
      for (const known of [...entries.keys(), ...loading.keys()]) {
        if (!isInside(key, known)) continue;
        entries.delete(known);
        loading.delete(known);
      }
    },
  };
}

function toSnapshot(file: LoadedFile, version: string): FileSnapshot {
  if (file.kind === 'text') return { kind: 'text', text: file.text, version };
  return file.kind === 'outside' ? { kind: 'outside' } : { kind: 'missing' };
}
