import { writeFileSync } from 'node:fs';
import { runMocha } from '../run-mocha.ts';

/**
 * What VS Code calls in its extension host, in the desktop and in the browser's alike. Writes counts and report to `$LEASTWISE_TEST_RESULT`,
 * because only success or failure comes back otherwise.
 */
export async function run(): Promise<void> {
  const file = process.env.LEASTWISE_TEST_RESULT;
  if (file === undefined) throw new Error('LEASTWISE_TEST_RESULT is not set');
  const report: string[] = [];
  const counts = await runMocha(load, { timeout: 120_000, print: (line) => report.push(line) });
  writeFileSync(file, JSON.stringify({ ...counts, report: report.join('\n') }));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

async function load(): Promise<void> {
  await import('./activation.ts');
  await import('./policies.ts');
  await import('./views.ts');
}
