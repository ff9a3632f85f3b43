import path from 'node:path';
import { expect, test } from 'vitest';
import { buildPrograms } from '../cli/built.ts';
import { soak } from './soak.ts';

const EDITS = Number(process.env.LEASTWISE_SOAK_EDITS ?? 100_000);
const SEED = Number(process.env.LEASTWISE_SOAK_SEED ?? Date.now() % 2 ** 31);

test(`${EDITS} edits over pipes leave no error, no stale answer and no leak`, async () => {
  const program = path.resolve(await buildPrograms(), 'server.js');
  const start = performance.now();
  const { faults, memory, ...counts } = await soak({ edits: EDITS, seed: SEED, program, compareEvery: 40, measuresMemory: true });
  const seconds = Math.round((performance.now() - start) / 1000);
  process.stdout.write(
    `soak: ${EDITS} edits, seed ${SEED}, ${seconds} s, ${JSON.stringify(counts)}, ` +
      `${list(memory.map(({ live }) => live))} MB in use, ${list(memory.map(({ resident }) => resident))} MB resident after a tenth, after half and at the end\n`,
  );
  expect(faults).toEqual([]);
  // Caches fill in the first half; what grows on is a leak.
  const [, half = NONE, end = NONE] = memory;
  expect(end.live).toBeLessThan(1.05 * half.live);
  expect(end.resident).toBeLessThan(1.05 * half.resident);
}, 3_600_000);

const NONE = { live: Number.NaN, resident: Number.NaN };

/** In megabytes. */
function list(sizes: readonly number[]): string {
  return sizes.map((bytes) => Math.round(bytes / 2 ** 20)).join(', ');
}
