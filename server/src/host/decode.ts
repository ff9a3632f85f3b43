import type { LoadedFile } from '../analysis/host.ts';

/** Above this no file is read: far more than the 4 MB up to which a template is analysed, so that the analysis can say so itself. */
export const MAXIMUM_BYTES = 32 * 1024 * 1024;

/** How far a zero byte is searched for, as git does. */
const BINARY_PROBE = 8000;

/** Text is UTF-8, or UTF-16 by its byte order mark; what is not text is told by a zero byte. */
export function decodeFile(bytes: Uint8Array): LoadedFile {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (utf16 !== undefined) return { kind: 'text', text: new TextDecoder(utf16).decode(bytes), bom: true, lossy: true };
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return { kind: 'unusable', cause: 'content', reason: 'is a binary file' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body), bom, lossy: false };
  } catch {
    return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), bom, lossy: true };
  }
}
