import type { CatalogText } from '../catalog/catalog-text.ts';

/** What the callers of the analysis need of the world; `host/` answers it in Node and in a browser. */

export type LoadedFile =
  /** `bom`: the text was preceded by a byte order mark, which is not part of it. `lossy`: it is not UTF-8, so writing it back would change it. */
  | { readonly kind: 'text'; readonly text: string; readonly bom: boolean; readonly lossy: boolean }
  | { readonly kind: 'missing' }
  /** Outside of the folder that bounds what may be read. */
  | { readonly kind: 'outside' }
  /**
   * There, but not to be read, because of its `content` (binary, too large) or because the system gives no `access` (no permission, a
   * folder, a loop of links). `reason` continues a sentence that begins with the file's name.
   */
  | { readonly kind: 'unusable'; readonly cause: 'content' | 'access'; readonly reason: string };

export interface Host {
  /** Reads a file. With `root` (a folder's URI) nothing outside of it is read, wherever symbolic links lead. Never rejects. */
  readFile(uri: string, root: string | undefined): Promise<LoadedFile>;
  /**
   * The text of the catalogue's bundle. `uri` is where a client says that it lies, for a host that cannot know. Rejects where it is
   * not found: that is a broken installation.
   */
  readCatalog(uri?: string): Promise<CatalogText>;
  /** Lets other work of the event loop go first. */
  pause(): Promise<void>;
}

export interface FileProblem {
  readonly uri: string;
  /** No trailing period. */
  readonly message: string;
}

export interface FoundFiles {
  /** URIs, sorted by path. */
  readonly files: readonly string[];
  readonly problems: readonly FileProblem[];
}

/** What the command line needs beyond `Host`. */
export interface FolderHost extends Host {
  kindOf(uri: string): Promise<'file' | 'folder' | 'missing'>;
  /** The folder above a file or folder, or itself, that is the top of a git work tree. */
  findWorkTree(uri: string): string | undefined;
  /** Files of a folder that may be templates or policies: what git ignores and what tools generate is left out. Never rejects. */
  findFiles(folder: string): Promise<FoundFiles>;
  /** Replaces a file's text; rejects with the system's error. */
  writeFile(uri: string, text: string, bom: boolean): Promise<void>;
}
