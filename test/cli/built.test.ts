import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildPrograms } from './built.ts';
import { BROKEN, createFolder } from './run.ts';

let programs = '';

beforeAll(async () => {
  programs = path.resolve(await buildPrograms());
}, 60_000);

interface SpawnOptions {
  readonly input?: string;
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

function spawn(cwd: string, argv: readonly string[], options: SpawnOptions = {}) {
  const environment = { ...process.env, NO_COLOR: '1', ...options.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', ...options, env: environment });
  return { status, stdout, stderr };
}

test('the built program checks, fixes, reads standard input and exits as it says', () => {
  const folder = createFolder({ 'template.yaml': BROKEN });
  const cli = path.join(programs, 'cli.js');
  expect(spawn(folder, [cli, 'check'])).toMatchObject({
    status: 1,
    stderr: '',
    stdout: expect.stringContaining('template.yaml:10:23 error unquoted-star'),
  });
  expect(spawn(folder, [cli, 'check', '-', '--stdin-path', 't.yaml'], { input: BROKEN })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('t.yaml:10:23'),
  });
  expect(spawn(folder, [cli, 'check', 'gone'])).toMatchObject({ status: 2, stderr: 'gone: error: no such file or folder\n' });
  expect(spawn(folder, [cli, 'fix'])).toMatchObject({ status: 0, stdout: expect.stringContaining("+            Resource: '*'") });
  expect(spawn(folder, [cli, 'check'])).toMatchObject({ status: 0 });
}, 60_000);

test('a broken installation is a fault of ours', () => {
  const folder = createFolder({ 'template.yaml': BROKEN });
  mkdirSync(path.join(folder, 'bin'));
  cpSync(programs, path.join(folder, 'bin'), { recursive: true, filter: (file) => !file.endsWith('catalog.txt') });
  const { status, stderr } = spawn(folder, ['bin/cli.js', 'check', 'template.yaml']);
  expect(stderr).toContain('the catalogue is missing');
  expect(status).toBe(70);
}, 60_000);

test('files and folders without permission are told, and the others are checked', () => {
  const folder = createFolder({ 'a.yaml': BROKEN, 'closed/b.yaml': BROKEN, 'z.yaml': BROKEN });
  cpSync(programs, path.join(folder, 'node_modules'), { recursive: true });
  chmodSync(path.join(folder, 'a.yaml'), 0);
  chmodSync(path.join(folder, 'closed'), 0);
  chmodSync(folder, 0o755);
  // Permissions do not bind root: run as nobody then.
  const options = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { status, stdout, stderr } = spawn(folder, ['node_modules/cli.js', 'check'], options);
  expect(stderr).toBe('closed: error: cannot be read: permission denied\na.yaml: error: cannot be read: permission denied\n');
  expect(stdout).toContain('z.yaml:10:23 error unquoted-star');
  expect(status).toBe(2);
  const fix = spawn(folder, ['node_modules/cli.js', 'fix'], options);
  if (options.uid !== undefined) expect(fix.stderr).toContain('z.yaml: error: cannot be written: ');
  expect(fix.status).toBe(2);
  chmodSync(path.join(folder, 'closed'), 0o755);
}, 60_000);

test('what is compiled is kept in the folder of the user, unless the environment refuses, and changes nothing', () => {
  const folder = createFolder({ 'template.yaml': BROKEN });
  const [caches, none] = [path.join(folder, 'caches'), path.join(folder, 'none')];
  const check = (env: Readonly<Record<string, string>>) =>
    spawn(folder, [path.join(programs, 'cli.js'), 'check', 'template.yaml'], { env });
  const first = check({ XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, HOME: caches, NODE_DISABLE_COMPILE_CACHE: '' });
  expect(first).toMatchObject({ status: 1, stderr: '' });
  expect(readdirSync(caches, { recursive: true, encoding: 'utf8' }).filter((name) => /\bcompiled\b.cli-/.test(name))).toHaveLength(1);
  expect(check({ XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, HOME: caches, NODE_DISABLE_COMPILE_CACHE: '' })).toEqual(first);
  expect(check({ XDG_CACHE_HOME: none, LOCALAPPDATA: none, HOME: none })).toEqual(first);
  expect(existsSync(none)).toBe(false);
}, 60_000);
