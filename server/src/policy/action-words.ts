import type { Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { ActionSet } from './action-set.ts';
import { complementActions, emptyActions, hasActions, matchAction, unionActions, withNames } from './action-set.ts';
import type { Presence } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import type { Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob } from './glob-compare.ts';
import type { ActionWord, ActionWords, KernelCatalog } from './kernel.ts';
import { derive, remember } from './kernel.ts';
import type { Element, Statement } from './model.ts';
import { ownText, textKey } from './text-key.ts';

export type { ActionWord, ActionWords } from './kernel.ts';

/**
 * The words of a statement; none without `Action` and `NotAction`. What cannot be read of the element is a word of its own. The same object for
 * statements that say the same, so that what is derived of it is computed once.
 */
export function actionWordsOf(catalog: KernelCatalog, statement: Statement, isPresent: Presence): ActionWords {
  const element = statement.action ?? statement.notAction;
  if (element === undefined) return NO_WORDS;
  const complement = statement.action === undefined;
  const texts: Text[] = [];
  for (const { text, when } of element.values) if (isPresent(when)) texts.push(text);
  const memo = catalog.policyMemo;
  const read = (text: Text): ActionWord => remember(memo?.words, textKey(text), () => readWord(catalog, ownText(text)));
  if (!element.complete) return { complement, words: [...texts.map(read), unreadWord(catalog, element)] };
  let key = complement ? '!' : '';
  for (const text of texts) key += textKey(text);
  return remember(memo?.wordLists, key, () => ({ complement, words: texts.map(read) }));
}

const NO_WORDS: ActionWords = { complement: false, words: [] };

/** The actions of the catalogue that the statement is about. */
export function matchedActions(catalog: KernelCatalog, words: ActionWords): ActionSet {
  return derive(catalog, words, 'matched', () => {
    const { unmatched } = emptyActions(catalog);
    const matched = withNames(unionActions(emptyActions(catalog), ...words.words.map(({ actions }) => actions)), unmatched);
    return words.complement ? withNames(complementActions(matched), unmatched) : matched;
  });
}

/** Words that match no action of the catalogue. */
export function unmatchedWords(words: ActionWords): readonly ActionWord[] {
  return words.words.filter(({ actions }) => !hasActions(actions));
}

/** Whether a word that the catalogue does not know is among them: written so, or under one of their wildcards. */
export function holdsWord(words: ActionWords, word: ActionWord): boolean {
  return words.words.some((other) => other.key === word.key || coversGlob(other.glob, word.glob) === 'yes') !== words.complement;
}

function unreadWord(catalog: KernelCatalog, element: Element): ActionWord {
  return wordOf(catalog, [{ kind: 'symbol', key: `#unread ${fingerprint(element.pair.value)}`, spans: true, wild: true }]);
}

function readWord(catalog: KernelCatalog, text: Text): ActionWord {
  const tokens = text.parts.flatMap((part): readonly Token[] => {
    if (part.kind === 'symbol') return [{ kind: 'symbol', key: part.symbol.key, spans: true, wild: true, symbol: part.symbol }];
    const pieces = part.text.toLowerCase().split(/([*?])/);
    return pieces.map(
      (piece): Token => (piece === '*' ? { kind: 'star' } : piece === '?' ? { kind: 'any' } : { kind: 'literal', text: piece }),
    );
  });
  return wordOf(catalog, tokens, literalText(text));
}

function wordOf(catalog: KernelCatalog, tokens: readonly Token[], literal?: string): ActionWord {
  const key = tokens.map((token) =>
    token.kind === 'symbol' ? `\u0000${token.key}\u0000` : token.kind === 'literal' ? token.text : `\u0000${token.kind}`,
  );
  return {
    actions: literal === undefined ? emptyActions(catalog) : matchAction(catalog, literal),
    glob: compileGlob(tokens),
    literal: literal !== undefined,
    key: key.join(''),
  };
}
