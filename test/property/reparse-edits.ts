import fc from 'fast-check';
import type { TextEdit } from '../../server/src/syntax/source.ts';

/** One change as an author or an editor makes it; numbers are taken modulo what there is. */
export interface Change {
  readonly kind: 'insert' | 'delete' | 'delete-lines' | 'paste-lines' | 'insert-line' | 'indent' | 'outdent' | 'line-breaks' | 'undo';
  readonly at: number;
  readonly amount: number;
  readonly piece: string;
}

const pieces = [
  '\n',
  '\n  ',
  '\n    ',
  ' ',
  '\t',
  '"',
  "'",
  '*',
  '&a ',
  '*a',
  '!Sub ',
  ':',
  ': ',
  ',',
  ' #',
  '|',
  '>',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  '%',
  '\r',
  '\\',
  '\uFEFF',
  'x',
  'Name:',
  '<<: *a',
  '//',
  '/*',
  '*/',
  '"k": 1,',
  '{}',
  '"Resources": {"A": 1}',
  '😀',
  '\0',
];

const lines = [
  '# note',
  '  # note',
  '      # note',
  '',
  '  ',
  '  Half',
  '  Half:',
  'half',
  'Outputs:',
  '  New: &a',
  '    Type: x',
  '- a',
  '  - b: c',
  '---',
  '...',
  '\t',
  '  <<: *a',
  'resources:',
  '  Resources:',
  '"Quoted": {',
  '}',
];

export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  change('insert', pieces, 4),
  change('insert-line', lines, 3),
  change('delete', [''], 3),
  ...(['delete-lines', 'paste-lines', 'indent', 'outdent', 'line-breaks', 'undo'] as const).map((kind) => change(kind, [''], 1)),
);

function change(kind: Change['kind'], from: readonly string[], weight: number): { arbitrary: fc.Arbitrary<Change>; weight: number } {
  const arbitrary = fc.record({ kind: fc.constant(kind), at: fc.nat(10_000), amount: fc.nat(1_000), piece: fc.constantFrom(...from) });
  return { arbitrary, weight };
}

/** A text after a change, and the edit that leads there. */
export interface Changed {
  readonly text: string;
  readonly edit: TextEdit;
}

/** `history` holds the versions before, the last of them last. */
export function applyChange(text: string, { kind, at: number, amount, piece }: Change, history: readonly string[]): Changed {
  const at = number % (text.length + 1);
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const block = text.slice(line, endOfLines(text, line, 1 + (amount % 6)));
  if (kind === 'insert') return replace(text, at, at, piece);
  if (kind === 'delete') return replace(text, at, Math.min(text.length, at + 1 + (amount % 5)), '');
  if (kind === 'insert-line') return replace(text, line, line, `${piece}\n`);
  if (kind === 'delete-lines') return replace(text, line, line + block.length, '');
  if (kind === 'indent') return replace(text, line, line + block.length, block.replace(/^(?=.)/gm, '  '));
  if (kind === 'outdent') return replace(text, line, line + block.length, block.replace(/^ {1,2}/gm, ''));
  if (kind === 'line-breaks')
    return replace(text, line, line + block.length, block.includes('\r') ? block.replaceAll('\r', '') : block.replaceAll('\n', '\r\n'));
  if (kind === 'undo') return changeTo(text, history[history.length - 1 - (amount % Math.max(1, history.length))] ?? text);
  const target = (amount * 7919) % (text.length + 1);
  const start = text.lastIndexOf('\n', target - 1) + 1;
  return replace(text, start, start, block);
}

/** The offset behind some lines. */
function endOfLines(text: string, start: number, count: number): number {
  let end = start;
  for (let line = 0; line < count; line++) end = text.indexOf('\n', end) + 1 || text.length;
  return end;
}

function replace(text: string, start: number, oldEnd: number, by: string): Changed {
  return { text: text.slice(0, start) + by + text.slice(oldEnd), edit: { start, oldEnd, newEnd: start + by.length } };
}

/** The shortest edit that leads from one text to another. */
function changeTo(text: string, other: string): Changed {
  let start = 0;
  while (start < text.length && start < other.length && text[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(text.length, other.length) - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  return replace(text, start, text.length - end, other.slice(start, other.length - end));
}
