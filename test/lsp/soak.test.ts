import path from 'node:path';
import { expect, test } from 'vitest';
import { buildPrograms } from '../cli/built.ts';
import { soak } from './soak.ts';

test('two thousand edits over pipes, with cancelled and overtaken questions, leave no error and no stale answer', async () => {
  const program = path.resolve(await buildPrograms(), 'server.js');
  const result = await soak({ edits: 2000, seed: 20261122, program, compareEvery: 5, measuresMemory: false });
  expect(result.faults).toEqual([]);
  for (const count of [result.answered, result.cancelled, result.overtaken, result.compared]) expect(count).toBeGreaterThan(20);
}, 60_000);
