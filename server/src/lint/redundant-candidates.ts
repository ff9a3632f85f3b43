import { matchesGlob } from '../policy/glob.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

/**
 * The statements of which one may cover another, by their actions as written alone: most statements of most policies speak of things that no
 * other speaks of, and need not be read.
 */
export function findRelated(statements: readonly Statement[]): readonly Statement[] {
  const written = statements.map(readWords);
  const related = new Set<Statement>();
  const byWord = new Map<string, Written>();
  for (const one of written) {
    for (const word of one.words) {
      const first = byWord.get(word);
      if (first === undefined) byWord.set(word, one);
      else if (first !== one) for (const { statement } of [first, one]) related.add(statement);
    }
  }
  let comparisons = 0;
  for (const loose of written.filter(({ patterns, open }) => open || patterns.length > 0)) {
    for (const one of written) {
      const [first] = one.words;
      if (one === loose || comparisons++ > MOST_COMPARISONS) continue;
      if (!loose.open && first !== undefined && !loose.patterns.some((pattern) => matchesGlob(pattern, first))) continue;
      related.add(loose.statement).add(one.statement);
    }
  }
  return statements.filter((statement) => related.has(statement));
}

/** How many pairs are compared in one policy; what lies beyond is not related. */
const MOST_COMPARISONS = 20_000;

interface Written {
  readonly statement: Statement;
  /** Literal values in lower case. */
  readonly words: readonly string[];
  /** Those with a wildcard. */
  readonly patterns: readonly string[];
  /** `NotAction`, a symbol: it may be about anything. */
  readonly open: boolean;
}

function readWords(statement: Statement): Written {
  const element = statement.action ?? statement.notAction;
  const texts = (element?.values ?? []).map(({ text }) => literalText(text)?.toLowerCase());
  const words = texts.filter((text) => text !== undefined);
  return {
    statement,
    words,
    patterns: words.filter((word) => /[*?]/.test(word)),
    open: statement.action === undefined || words.length < texts.length || !statement.action.complete,
  };
}
