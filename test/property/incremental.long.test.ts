import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlayer, session } from './incremental.ts';

/** Another sample than that of `npm test`; a failure prints how to play it again. */
const SEED = 3;
const RUNS = 20_000;

test(`${RUNS} sequences of edits, incremental and full analysis agree after each (seed ${SEED})`, () => {
  const play = createPlayer();
  let played = 0;
  fc.assert(
    fc.property(session, (one) => {
      play(one);
      played++;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(played).toBe(RUNS);
}, 7_200_000);
