/** Stands for the list in the value around it; no text of a user can be this, for no path holds a zero character. */
const PLACE = '\u0000list';

/**
 * `JSON.stringify(around(list), undefined, 2)` in pieces, so that a long list is never whole in memory. `around` puts the value it is
 * given where the list stands, `depth` levels deep.
 */
export function* renderList(around: (list: unknown) => object, depth: number, items: Iterable<object>): Generator<string> {
  const [before = '', after = ''] = JSON.stringify(around(PLACE), undefined, 2).split(JSON.stringify(PLACE));
  const indent = '  '.repeat(depth + 1);
  let some = false;
  yield `${before}[`;
  for (const item of items) {
    const text = JSON.stringify(item, undefined, 2).replaceAll('\n', `\n${indent}`);
    yield `${some ? ',' : ''}\n${indent}${text}`;
    some = true;
  }
  yield `${some ? `\n${'  '.repeat(depth)}` : ''}]${after}\n`;
}
