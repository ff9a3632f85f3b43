import type { Host, LoadedFile } from '../analysis/host.ts';

/** The request by which a server without file access asks its client for a file. */
export const READ_FILE_REQUEST = 'leastwise/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

/** `text` is decoded and without byte order mark. `null` stands for a file that is not there or cannot be read as text. */
export type ReadFileResult = { readonly text: string } | null;

interface Requests {
  sendRequest(method: string, params: ReadFileParams): Promise<unknown>;
}

/**
 * File access through the client, which has no symbolic links to tell of: the folder that bounds a file is checked by its name.
 */
export function createBrowserHost(connection: Requests): Host {
  const read = async (uri: string): Promise<string | undefined> => decodeResult(await connection.sendRequest(READ_FILE_REQUEST, { uri }));
  return {
    async readFile(uri, root): Promise<LoadedFile> {
      if (root !== undefined && uri !== root && !uri.startsWith(root.endsWith('/') ? root : `${root}/`)) return { kind: 'outside' };
      try {
        const text = await read(uri);
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text, bom: false, lossy: false };
      } catch (error) {
        return { kind: 'unusable', cause: 'access', reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    async readCatalog(uri) {
      const text = uri === undefined ? undefined : await read(uri);
      if (text === undefined) throw new Error(`the catalogue is missing: ${uri ?? 'the client does not say where it is'}`);
      return text;
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

function decodeResult(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  return typeof value.text === 'string' ? value.text : undefined;
}
