import type { EncodedLevels } from './bundle-format.ts';
import { FIRST_MASK, LEVEL_LETTERS } from './bundle-format.ts';
import type { AccessLevel, Catalog, ResourceNeed, Service } from './catalog.ts';
import type { Bundle } from './shelf.ts';
import { memoised } from './shelf.ts';

/** In the order of `LEVEL_LETTERS`. */
const LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];

const NEEDS: ReadonlyMap<string, ResourceNeed> = new Map([
  ['n', 'none'],
  ['o', 'optional'],
  ['r', 'required'],
]);

/** What is known of every action without decoding its service. `serviceAt` throws where no action has the number. */
export function readBriefs(bundle: Bundle, serviceAt: (index: number) => Service): Pick<Catalog, 'accessLevels' | 'resourceNeed'> {
  const shelf = bundle.shelf('briefs');
  const lineOf = memoised((prefix: string) => shelf.line(prefix));
  const levelsOf = memoised((mask: number): readonly AccessLevel[] => LEVELS.filter((_, bit) => ((mask >> bit) & 1) === 1));
  return {
    accessLevels: (index) => {
      const { prefix, first } = serviceAt(index);
      return levelsOf((lineOf(prefix)?.charCodeAt(index - first) ?? FIRST_MASK) - FIRST_MASK);
    },
    resourceNeed: (index) => {
      const { prefix, first, count } = serviceAt(index);
      return NEEDS.get(lineOf(prefix)?.[count + index - first] ?? '') ?? 'none';
    },
  };
}

/** In the order of the letters. */
export function levelsOfLetters(letters: EncodedLevels): readonly AccessLevel[] {
  return [...letters].flatMap((letter) => LEVELS[LEVEL_LETTERS.indexOf(letter)] ?? []);
}
