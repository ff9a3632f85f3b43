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
  const growth = (100 * ((memory?.late ?? 0) - (memory?.early ?? 0))) / (memory?.early ?? 0);
  const seconds = Math.round((performance.now() - start) / 1000);
  process.stdout.write(
    `soak: ${EDITS} edits, seed ${SEED}, ${seconds} s, ${JSON.stringify(counts)}, ` +
      `${Math.round((memory?.early ?? 0) / 2 ** 20)} MB after a tenth, ${Math.round((memory?.late ?? 0) / 2 ** 20)} MB at the end\n`,
  );
  expect(faults).toEqual([]);
  expect(growth).toBeLessThan(10);
}, 3_600_000);
