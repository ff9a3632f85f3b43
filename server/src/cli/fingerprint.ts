import type { FileSnapshot } from '../template/files.ts';

/** Hashes are SHA-256 as text that fits into a line. */
export interface Hashes {
  hash(text: string): string;
  /** The hash of all pieces together, once the last one is taken: hands each of them on. */
  hashPieces(pieces: Iterable<string>): Generator<string, string>;
  /** Of what a document finds under a URI; `undefined` where that was not looked up. */
  fingerprint(snapshot: FileSnapshot): string | undefined;
}

/** Loads what it hashes with: a check without a cache need not wait for it. */
export async function loadHashes(): Promise<Hashes> {
  const { createHash } = await import('node:crypto');
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
  return {
    hash,
    *hashPieces(pieces) {
      const whole = createHash('sha256');
      for (const piece of pieces) {
        whole.update(piece);
        yield piece;
      }
      return whole.digest('base64url');
    },
    fingerprint(snapshot) {
      if (snapshot.kind === 'text') return hash(snapshot.text);
      return snapshot.kind === 'unread' ? undefined : snapshot.kind;
    },
  };
}
