import { URI, Utils } from 'vscode-uri';

/** One spelling a URI, so that those of editors and those made here compare equal. */
export function normalizeUri(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}

/** Whether `uri` names `root` or lies below it; by name only. */
export function isInside(root: string, uri: string): boolean {
  return uri === root || uri.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** The folder of a file or folder, without a slash at its end; `undefined` at the top. */
export function parentUri(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/');
  return slash < 0 || slash < uri.indexOf('://') + 3 ? undefined : uri.slice(0, slash);
}

/** The URI of a file by its path from the folder of another. */
export function resolveUri(from: string, path: string): string {
  return Utils.resolvePath(Utils.dirname(URI.parse(from)), path).toString();
}
