import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocument } from '../../server/src/lsp/documents.ts';
import { createConfiguration } from '../../server/src/lsp/documents.ts';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';

const URI = 'file:///folder/template.yaml';

const piece = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '😀'), maxLength: 10 });
const place = fc.record({ line: fc.nat(6), character: fc.nat(12) });
const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ at: fc.tuple(place, place), text: piece }) },
  { weight: 1, arbitrary: fc.record({ text: piece }) },
);
const changes = fc.array(change, { minLength: 1, maxLength: 3 });

/** A change of the protocol with its two places in order. */
function toChange({ at, text }: { readonly at?: readonly [Place, Place]; readonly text: string }) {
  if (at === undefined) return { text };
  const [start, end] = [...at].sort((a, b) => a.line - b.line || a.character - b.character);
  return { range: { start: start ?? at[0], end: end ?? at[1] }, text };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What the edits that a version comes with make of an earlier text. */
function replay(before: OpenDocument, { snapshot }: OpenDocument): string {
  const edits = snapshot.edits ?? [];
  const first = edits.findIndex(({ from }) => from === before.snapshot.version);
  if (first < 0) throw new Error('the earlier version is not among the edits');
  let length = before.snapshot.text.length;
  let text = [...before.snapshot.text.split('')];
  for (const { start, oldEnd, newEnd } of edits.slice(first)) {
    text = [...text.slice(0, start), ...Array.from({ length: newEnd - start }, () => '?'), ...text.slice(oldEnd)];
    length += newEnd - oldEnd;
  }
  expect(text.length).toBe(length);
  return text.join('');
}

test('a document follows the changes of its client, and says how', () => {
  fc.assert(
    fc.property(piece, fc.array(changes, { minLength: 1, maxLength: 6 }), (text, versions) => {
      const { create, update } = createConfiguration();
      const first = create(URI, 'yaml', 1, text);
      let reference = text;
      let document = first;
      for (const [index, several] of versions.entries()) {
        const events = several.map(toChange);
        // A document of the library is made anew for each change: with `\r` and `\n` in two changes it loses count of the lines.
        for (const event of events) reference = TextDocument.update(TextDocument.create(URI, 'yaml', 1, reference), [event], 2).getText();
        document = update(document, events, index + 2);
        expect(document.snapshot.text).toBe(reference);
        const fresh = createLineIndex(document.snapshot.text);
        for (let offset = 0; offset <= reference.length; offset++) {
          expect(document.lines.position(offset)).toEqual(fresh.position(offset));
        }
      }
      const replayed = replay(first, document);
      expect(replayed.length).toBe(document.snapshot.text.length);
      // What no edit has written stands where it stood.
      for (const [at, character] of replayed.split('').entries()) if (character !== '?') expect(document.snapshot.text[at]).toBe(character);
    }),
  );
});

test('every version of every opening has a name of its own', () => {
  const { create, update } = createConfiguration();
  const insert = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'a' };
  const opened = create(URI, 'yaml', 1, '');
  const again = create(URI, 'yaml', 1, '');
  const documents = [opened, again, update(opened, [insert], 2), update(again, [insert, insert], 2)];
  expect(new Set(documents.map(({ snapshot }) => snapshot.version)).size).toBe(4);
});

test('as many edits are remembered as may lie between two questions', () => {
  const { create, update } = createConfiguration();
  const insert = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'a' };
  let document = create(URI, 'yaml', 1, '');
  for (let version = 2; version < 200; version++) document = update(document, [insert], version);
  expect(document.snapshot.edits?.length).toBe(64);
  expect(document.snapshot.edits?.at(-1)).toMatchObject({ start: 0, oldEnd: 0, newEnd: 1 });
});
