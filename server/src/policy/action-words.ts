import type { Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { ActionSet } from './action-set.ts';
import { complementActions, countActions, emptyActions, matchAction, unionActions } from './action-set.ts';
import type { Presence } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import type { Glob, Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob } from './glob-compare.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Element, Statement } from './model.ts';

/** `Action` or `NotAction` of a statement as written: what matches actions of the catalogue, and names beyond it. */
export interface ActionWords {
  /** True for `NotAction`: all but these. */
  readonly complement: boolean;
  readonly words: readonly ActionWord[];
}

/** One value of `Action`. */
export interface ActionWord {
  /** Actions of the catalogue that it matches; none where part of it is a symbol. */
  readonly actions: ActionSet;
  readonly glob: Glob;
  /** False where part of it is a symbol. */
  readonly literal: boolean;
  /** Equal for equal words. */
  readonly key: string;
}

/** The words of a statement; none without `Action` and `NotAction`. What cannot be read of the element is a word of its own. */
export function actionWordsOf(catalog: KernelCatalog, statement: Statement, isPresent: Presence): ActionWords {
  const element = statement.action ?? statement.notAction;
  const complement = statement.action === undefined && statement.notAction !== undefined;
  return { complement, words: element === undefined ? [] : readWords(catalog, element, isPresent) };
}

/** The actions of the catalogue that the statement is about. */
export function matchedActions(catalog: KernelCatalog, words: ActionWords): ActionSet {
  const { unmatched } = emptyActions(catalog);
  const matched: ActionSet = { ...unionActions(emptyActions(catalog), ...words.words.map(({ actions }) => actions)), unmatched };
  return words.complement ? { ...complementActions(matched), unmatched } : matched;
}

/** Words that match no action of the catalogue. */
export function unmatchedWords(words: ActionWords): readonly ActionWord[] {
  return words.words.filter(({ actions }) => countActions(actions) === 0);
}

/** Whether a word that the catalogue does not know is among them: written so, or under one of their wildcards. */
export function holdsWord(words: ActionWords, word: ActionWord): boolean {
  return words.words.some((other) => other.key === word.key || coversGlob(other.glob, word.glob) === 'yes') !== words.complement;
}

function readWords(catalog: KernelCatalog, element: Element, isPresent: Presence): readonly ActionWord[] {
  const words = element.values.filter((value) => isPresent(value.when)).map(({ text }) => readWord(catalog, text));
  if (element.complete) return words;
  return [...words, wordOf(catalog, [{ kind: 'symbol', key: `#unread ${fingerprint(element.pair.value)}`, spans: true, wild: true }])];
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
