import { describe, expect, test } from 'vitest';
import { drive, SLICE } from '../../server/src/lsp/drive.ts';
import { plainText } from '../../server/src/lsp/snippet.ts';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Keeps the processor busy. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('long work', () => {
  test('lets other work go first at least every 8 ms', async () => {
    function* steps(): Generator<void, string> {
      for (let step = 0; step < 40; step++) {
        work(2);
        yield;
      }
      return 'done';
    }
    const gaps: number[] = [];
    let last = performance.now();
    let running = true;
    const tick = (): void => {
      gaps.push(performance.now() - last);
      last = performance.now();
      if (running) setImmediate(tick);
    };
    setImmediate(tick);
    expect(await drive(steps(), pause, () => false)).toBe('done');
    running = false;
    // 80 ms of work in slices of 8 ms and the step that ends one: at least 7 of them, however busy the machine is.
    expect(gaps.filter((gap) => gap >= SLICE - 2).length).toBeGreaterThanOrEqual(7);
  });

  test('is dropped once it is stale', async () => {
    let done = 0;
    let isStale = false;
    function* steps(): Generator<void, string> {
      for (;;) {
        work(3);
        done++;
        yield;
      }
    }
    setImmediate(() => setImmediate(() => setImmediate(() => (isStale = true))));
    expect(await drive(steps(), pause, () => isStale)).toBeUndefined();
    const after = done;
    await pause();
    expect(done).toBe(after);
  });

  test('that is stale before it begins does nothing', async () => {
    let done = 0;
    function* steps(): Generator<void, string> {
      done++;
      yield;
      return 'done';
    }
    expect(await drive(steps(), pause, () => true)).toBeUndefined();
    expect(done).toBe(0);
  });
});

test.each([
  ['s3:GetObject', 's3:GetObject'],
  ['Effect: ${1|Allow,Deny|}$0', 'Effect: Allow'],
  ['arn:\\${AWS::Partition\\}:s3:::${1:name}/${2}*', 'arn:${AWS::Partition}:s3:::name/*'],
  ['$1 and ${3:a\\}b} \\\\ end', ' and a}b \\ end'],
  ['costs $ and ${x', 'costs $ and ${x'],
])('%s without snippets is %s', (snippet, text) => {
  expect(plainText(snippet)).toBe(text);
});
