import path from 'node:path';
import { URI } from 'vscode-uri';

/** Relative to the current folder, with `/`. */
export function displayPath(cwd: string, uri: string): string {
  const relative = path.relative(cwd, URI.parse(uri).fsPath);
  return relative.split(path.sep).join('/');
}
