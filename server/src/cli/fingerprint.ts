import { createHash } from 'node:crypto';
import type { FileSnapshot } from '../template/files.ts';

/** SHA-256 as text that fits into a line. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Of what a document may find under a URI; `undefined` where that was not looked up. */
export function fingerprintOf(snapshot: FileSnapshot): string | undefined {
  if (snapshot.kind === 'text') return hashText(snapshot.text);
  return snapshot.kind === 'unread' ? undefined : snapshot.kind;
}
