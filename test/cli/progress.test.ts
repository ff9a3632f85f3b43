import { expect, onTestFinished, test, vi } from 'vitest';
import { createProgress } from '../../server/src/cli/progress.ts';
import { BROKEN, createFolder, run } from './run.ts';

const ERASED = '\r\u001B[2K';

/** What a check of `total` files writes that takes a tenth of a second for each. */
function draw(total: number, isTerminal: boolean, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const written: string[] = [];
  let time = 0;
  const stderr = { isTerminal, write: (text: string) => void written.push(text), writeAll: () => Promise.reject(new Error('only a line')) };
  const progress = createProgress(total, { stderr, env: { NO_COLOR: '1', ...env } }, () => time);
  for (let done = 0; done < total; done++) {
    time += 100;
    progress.step();
  }
  progress.end();
  return written;
}

test('a bar grows on a terminal, and is taken away at the end', () => {
  const bar = '━'.repeat(20);
  expect(draw(5, true)).toEqual([`\r${bar} 3/5 files`, `\r${bar} 4/5 files`, `\r${bar} 5/5 files`, ERASED]);
});

test('the bar is filled with what is done', () => {
  const written = draw(4, true, { FORCE_COLOR: '1', NO_COLOR: '' });
  expect(written[0]).toBe(`\r\u001B[36m${'━'.repeat(15)}\u001B[39m\u001B[2m${'━'.repeat(5)}\u001B[22m 3/4 files`);
});

test.each([
  ['a pipe', false, {}],
  ['a build server', true, { CI: 'true' }],
  ['a dumb terminal', true, { TERM: 'dumb' }],
])('nothing is drawn on %s', (_, isTerminal, env) => {
  expect(draw(50, isTerminal, env)).toEqual([]);
});

test('nothing is drawn of what is done at once', () => {
  expect(draw(2, true)).toEqual([]);
});

test('a check writes nothing of it to a pipe', async () => {
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`${number}.yaml`, BROKEN]));
  const { code, stderr } = await run(createFolder(files), ['check', '--threads', '1']);
  expect([code, stderr]).toEqual([1, '']);
});

test('a check on a terminal leaves nothing of it', async () => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    time += 100;
    return time;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const { stderr } = await run(createFolder({ 'a.yaml': BROKEN, 'b.yaml': BROKEN, 'c.yaml': BROKEN }), ['check'], { isTerminal: true });
  expect(stderr).toMatch(/^\r.* 3\/3 files\r/);
  expect(stderr.endsWith(ERASED)).toBe(true);
});
