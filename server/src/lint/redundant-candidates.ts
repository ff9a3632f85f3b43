import { matchesGlob } from '../policy/glob.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Statement } from '../policy/model.ts';
import { writtenIn } from './statement-actions.ts';

/**
 * The statements of which one may cover another, by their actions as written alone: most statements of most policies speak of things that no
 * other speaks of, and need not be read.
 */
export function findRelated(statements: readonly Statement[], catalog: KernelCatalog): readonly Statement[] {
  const written = statements.map((statement) => readWords(statement, catalog));
  const related = new Set<Statement>();
  const byWord = new Map<string | number, Written>();
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
      const { first } = one;
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
  /** Numbers of the actions that are named, and in lower case what is no name of an action. */
  readonly words: readonly (string | number)[];
  /** The first literal value in lower case. */
  readonly first: string | undefined;
  /** Those with a wildcard. */
  readonly patterns: readonly string[];
  /** `NotAction`, a symbol: it may be about anything. */
  readonly open: boolean;
}

function readWords(statement: Statement, catalog: KernelCatalog): Written {
  const { action, notAction } = statement;
  const written = writtenIn(action ?? notAction, catalog);
  return {
    statement,
    words: written.map((one) => one.index ?? one.written.toLowerCase()),
    first: written[0]?.written.toLowerCase(),
    patterns: written.flatMap((one) => (one.isPattern ? [one.written.toLowerCase()] : [])),
    open: action === undefined || written.length < action.values.length || !action.complete,
  };
}
