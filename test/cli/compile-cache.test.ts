import module from 'node:module';
import { expect, onTestFinished, test } from 'vitest';
import { keepCompiled } from '../../server/src/host/compile-cache.ts';

const NAME = 'enableCompileCache';

/** What Node has under the name while the test runs; nothing in versions that have no such thing. */
function replace(value: unknown): void {
  const before: unknown = Reflect.get(module, NAME);
  onTestFinished(() => {
    if (before === undefined) Reflect.deleteProperty(module, NAME);
    else Reflect.set(module, NAME, before);
  });
  Reflect.set(module, NAME, value);
}

test('Node is asked to keep what it compiles', () => {
  let asked = 0;
  replace(() => {
    asked++;
  });
  keepCompiled();
  expect(asked).toBe(1);
});

test('a version that cannot is left alone', () => {
  replace(undefined);
  expect(keepCompiled).not.toThrow();
});
