import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQuiet } from '../../server/src/lsp/quiet.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a promise has settled after so many milliseconds more. */
async function isSettled(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await vi.advanceTimersByTimeAsync(milliseconds);
  return settled;
}

test('what waits, waits for the end of the typing', async () => {
  const quiet = createQuiet();
  const waiting = quiet.wait(100);
  for (let key = 0; key < 10; key++) {
    expect(await isSettled(waiting, 60)).toBe(false);
    quiet.disturb();
  }
  expect(await isSettled(waiting, 99)).toBe(false);
  expect(await isSettled(waiting, 101)).toBe(true);
});

test('what waits, waits for all that is being answered', async () => {
  const quiet = createQuiet();
  let answer: (value: string) => void = () => undefined;
  const answering = quiet.during(new Promise<string>((resolve) => (answer = resolve)));
  const failing = quiet.during(Promise.reject(new Error('failed')));
  await expect(failing).rejects.toThrow('failed');
  const waiting = quiet.wait(50);
  expect(await isSettled(waiting, 5000)).toBe(false);
  answer('done');
  expect(await answering).toBe('done');
  expect(quiet.isSince(50)).toBe(false);
  expect(await isSettled(waiting, 100)).toBe(true);
  expect(quiet.isSince(50)).toBe(true);
});

test('nothing that waits goes on once the server is closed', async () => {
  const quiet = createQuiet();
  const waiting = quiet.wait(50);
  quiet.close();
  expect(await isSettled(waiting, 5000)).toBe(false);
  expect(await isSettled(quiet.wait(0), 5000)).toBe(false);
  expect(quiet.isSince(0)).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
