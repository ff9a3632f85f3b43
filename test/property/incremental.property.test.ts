import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlayer, session } from './incremental.ts';

const SEED = 20261122;
const RUNS = 300;

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
}, 240_000);
