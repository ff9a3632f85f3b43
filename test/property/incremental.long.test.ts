import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlayer, session, sessionIn } from './incremental.ts';

/** Another sample than that of `npm test`; a failure prints how to play it again. Several processes may share the work, each with a seed of its own. */
const SEED = Number(process.env['LEASTWISE_SEED'] ?? 3);
const RUNS = Number(process.env['LEASTWISE_RUNS'] ?? 20_000);

/** A folder of real templates that the sequences of edits are played in too: none of them is in this repository. */
const folder = process.env['LEASTWISE_TEMPLATES'];

test(`${RUNS} sequences of edits, incremental and full analysis agree after each (seed ${SEED})`, () => {
  playAll(session, RUNS);
}, 7_200_000);

test.runIf(folder !== undefined)(
  `${RUNS / 10} sequences in the templates of a folder (seed ${SEED})`,
  () => {
    playAll(sessionIn(folder ?? ''), RUNS / 10);
  },
  7_200_000,
);

function playAll(sessions: typeof session, numRuns: number): void {
  const play = createPlayer();
  let played = 0;
  fc.assert(
    fc.property(sessions, (one) => {
      play(one);
      played++;
    }),
    { seed: SEED, numRuns },
  );
  expect(played).toBe(numRuns);
}
