import type { Position, Range } from 'vscode-languageserver';
import type { CodeActionData, Place } from '../analysis/answers.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import type { OffsetRange } from '../syntax/node.ts';

export function fromPosition(lines: LineIndex, position: Position): number {
  return lines.offset(position);
}

export function fromRange(lines: LineIndex, range: Range): OffsetRange {
  return { start: lines.offset(range.start), end: lines.offset(range.end) };
}

/** The data of a code action as the client hands it back; `undefined` if it is none of ours. */
export function fromCodeActionData(data: unknown): CodeActionData | undefined {
  if (!isRecord(data) || typeof data.uri !== 'string') return undefined;
  const { kind, uri, rule, fix, metadata } = data;
  if (kind === 'fix-all') return typeof data.place === 'string' ? { kind, uri, place: data.place } : undefined;
  const place = readPlace(data.place);
  if (typeof rule !== 'string' || place === undefined) return undefined;
  if (kind === 'fix' && typeof fix === 'number') return { kind, uri, rule, place, fix };
  if (kind === 'suppress' && typeof metadata === 'boolean') return { kind, uri, rule, place, metadata };
  return undefined;
}

function readPlace(place: unknown): Place | undefined {
  if (!isRecord(place)) return undefined;
  const { uri, start, end } = place;
  return typeof uri === 'string' && typeof start === 'number' && typeof end === 'number' ? { uri, start, end } : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
