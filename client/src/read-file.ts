import * as vscode from 'vscode';

/** More than any template or configuration file has. */
const largestFile = 8 * 1024 * 1024;

/** Answer to `leastwise/readFile`: decoded, without byte order mark; `null` for a folder and for a file that cannot be read or is too large. */
export type ReadFileResult = { readonly text: string } | null;

/** Reads a file for a server that has no file system of its own, through whichever provider the workspace has. */
export async function readFile(params: { readonly uri: string }): Promise<ReadFileResult> {
  const uri = vscode.Uri.parse(params.uri, true);
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.byteLength > largestFile ? null : { text: new TextDecoder().decode(bytes) };
  } catch {
    return null;
  }
}
