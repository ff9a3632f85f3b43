import { CST } from 'yaml';

export type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** Visits every collection before those in it, without recursion: `depth` is 1 for the outermost. Ends early once `visit` returns `true`. */
export function visitCollections(document: CST.Document, visit: (token: Collection, depth: number) => boolean): boolean {
  const pending: { token: Collection; depth: number }[] = [];
  const add = (token: CST.Token | null | undefined, depth: number): void => {
    if (CST.isCollection(token)) pending.push({ token, depth });
  };
  add(document.value, 1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (visit(token, depth)) return true;
    for (const item of token.items) {
      add(item.key, depth + 1);
      add(item.value, depth + 1);
    }
  }
  return false;
}
