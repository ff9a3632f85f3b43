import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCompiled } from '../../server/src/host/code-cache.ts';
import { findUserFolder, readPrivate } from '../../server/src/host/private-store.ts';

const LONG_AGO = new Date('2026-01-01');

function renderModule(answer: string): string {
  return `(function (exports, require, module) { exports.answer = () => require('node:path').basename('x/${answer}'); })`;
}

/** A module in a folder of its own, and a folder for what is compiled of it, which is not there yet. */
function createModule() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'leastwise-code-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const file = path.join(root, 'program.js');
  const folder = path.join(root, 'cache', 'compiled');
  writeFileSync(file, renderModule('first'));
  const list = (): readonly string[] => readdirSync(folder);
  return {
    root,
    file,
    folder,
    list,
    /** Runs it, asks it something and keeps what was compiled. */
    run(use = 'test'): unknown {
      const { exports, keep } = runCompiled({ file, use, folder });
      const answer = (exports as { answer(): unknown }).answer();
      keep();
      return answer;
    },
    /** The file that code is kept in; its time is set back, so that it shows when it is written again. */
    age(): string {
      const [name = ''] = list();
      utimesSync(path.join(folder, name), new Date(), LONG_AGO);
      return path.join(folder, name);
    },
  };
}

function isWrittenAgain(file: string): boolean {
  return statSync(file).mtime > LONG_AGO;
}

describe('what is compiled of a module', () => {
  test('is kept where only the user may read and write', () => {
    const { run, folder, list } = createModule();
    expect(run()).toBe('first');
    expect(list()).toHaveLength(1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, list()[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  test('is taken again, and not written again', () => {
    const { run, age } = createModule();
    run();
    const file = age();
    expect(run()).toBe('first');
    expect(isWrittenAgain(file)).toBe(false);
  });

  test('is kept apart for each use', () => {
    const { run, list } = createModule();
    run('one');
    run('other');
    expect(list()).toHaveLength(2);
  });

  test('is not taken for another text of the same length', () => {
    const { run, file, list } = createModule();
    run();
    writeFileSync(file, renderModule('other'));
    expect(run()).toBe('other');
    expect(list()).toHaveLength(2);
  });

  test.each([0, 0.5, 1])('is not taken where a byte of it is another (%d)', (share) => {
    const { run, age } = createModule();
    run();
    const file = age();
    const bytes = readFileSync(file);
    const at = Math.floor(share * (bytes.length - 1));
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, bytes);
    age();
    expect(run()).toBe('first');
    expect(isWrittenAgain(file)).toBe(true);
  });

  test.each(['', 'short', 'something else, that is long enough'])('is not taken where the file holds %j', (text) => {
    const { run, age } = createModule();
    run();
    const file = age();
    writeFileSync(file, text);
    age();
    expect(run()).toBe('first');
    expect(isWrittenAgain(file)).toBe(true);
  });

  test('is not taken from a file that others may write to', () => {
    const { run, age } = createModule();
    run();
    const file = age();
    chmodSync(file, 0o622);
    expect(run()).toBe('first');
    expect(isWrittenAgain(file)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is neither taken from nor written to a folder that others may write to', () => {
    const { run, folder, age } = createModule();
    run();
    const file = age();
    chmodSync(folder, 0o777);
    writeFileSync(file, 'of somebody else');
    age();
    expect(run()).toBe('first');
    expect(isWrittenAgain(file)).toBe(false);
  });

  test('is not taken through a link, and the file behind it stays as it is', () => {
    const { run, root, folder, age, list } = createModule();
    run();
    const file = age();
    const behind = path.join(root, 'behind');
    writeFileSync(behind, readFileSync(file));
    const before = readFileSync(behind);
    rmSync(file);
    symlinkSync(behind, file);
    expect(readPrivate(folder, list()[0] ?? '')).toBeUndefined();
    expect(run()).toBe('first');
    expect(readFileSync(behind)).toEqual(before);
    expect(readPrivate(folder, list()[0] ?? '')).toBeDefined();
  });

  test('is kept nowhere, in silence, where the folder cannot be made', () => {
    const { run, root } = createModule();
    writeFileSync(path.join(root, 'cache'), 'a file');
    expect(run()).toBe('first');
    expect(readdirSync(root).sort()).toEqual(['cache', 'program.js']);
  });

  test('goes when it has not been written for a month', () => {
    const { run, folder, list } = createModule();
    run();
    writeFileSync(path.join(folder, 'of an older version'), '');
    utimesSync(path.join(folder, 'of an older version'), LONG_AGO, LONG_AGO);
    run('other');
    expect(list().map((name) => name.split('-')[0])).toEqual(['other', 'test']);
  });
});

test('a file of another user is not read', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leastwise-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'kept'), 'x', { mode: 0o600 });
  expect(readPrivate(folder, 'kept')?.toString()).toBe('x');
  // Only root can give a file away; the other users find files of root everywhere.
  if (process.geteuid?.() === 0) {
    chownSync(path.join(folder, 'kept'), 65_534, 65_534);
    expect(readPrivate(folder, 'kept')).toBeUndefined();
    mkdirSync(path.join(folder, 'theirs'));
    writeFileSync(path.join(folder, 'theirs', 'kept'), 'x', { mode: 0o600 });
    chownSync(path.join(folder, 'theirs'), 65_534, 65_534);
    expect(readPrivate(path.join(folder, 'theirs'), 'kept')).toBeUndefined();
  } else expect(readPrivate('/etc', 'passwd')).toBeUndefined();
});

test.each([
  ['linux', {}, '/somewhere/ann', '/somewhere/ann/.cache'],
  ['linux', { XDG_CACHE_HOME: '/caches' }, '/somewhere/ann', '/caches'],
  ['linux', { XDG_CACHE_HOME: 'caches' }, '/somewhere/ann', '/somewhere/ann/.cache'],
  ['linux', {}, '', undefined],
  ['darwin', { XDG_CACHE_HOME: '/caches' }, '/somewhere/ann', '/somewhere/ann/Library/Caches'],
  ['win32', { LOCALAPPDATA: '/somewhere/ann/AppData/Local' }, '/somewhere/ann', '/somewhere/ann/AppData/Local'],
  ['win32', {}, '/somewhere/ann', undefined],
] as const)('the folder of a user on %s with %j', (platform, env, home, expected) => {
  expect(findUserFolder({ env, platform, home: () => home })).toBe(expected);
});

test('a home that the system does not know is no place', () => {
  const home = (): string => {
    throw new Error('no such user');
  };
  expect(findUserFolder({ env: {}, platform: 'linux', home })).toBeUndefined();
});
