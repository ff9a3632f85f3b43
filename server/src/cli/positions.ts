import { normalizeUri } from '../analysis/uris.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { PositionRange } from './outcome.ts';

/** Turns offsets of the files of a workspace into lines and characters. */
export interface Positions {
  of(place: OffsetRange & { readonly uri: string }): PositionRange;
}

export function createPositions({ snapshot }: Workspace): Positions {
  const known = new Map<string, LineIndex>();

  function linesOf(uri: string): LineIndex {
    const found = known.get(uri);
    if (found !== undefined) return found;
    const file = snapshot.read(uri);
    const lines = createLineIndex(file.kind === 'text' ? file.text : '');
    known.set(uri, lines);
    return lines;
  }

  return {
    of({ uri, start, end }) {
      const lines = linesOf(normalizeUri(uri));
      return { start: lines.position(start), end: lines.position(end) };
    },
  };
}
