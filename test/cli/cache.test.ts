import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Io } from '../../server/src/cli/io.ts';
import { startWorker } from '../../server/src/cli/start-worker.ts';
import { directCalls } from '../../server/src/host/file-calls.ts';
import { createNodeHost, readCatalogBytes } from '../../server/src/host/node.ts';
import { buildPrograms } from './built.ts';
import type { Run } from './run.ts';
import { BROKEN, createFolder, MENDED, MIXED, run, writeFiles } from './run.ts';

const CACHE = '.leastwisecache';

/** Whether the catalogue was read tells whether anything was checked. */
function watch(): { readonly io: Partial<Io>; readonly hasChecked: () => boolean } {
  let reads = 0;
  const host = createNodeHost([ensureCatalog()], directCalls);
  const readCatalog = () => {
    reads++;
    return host.readCatalog();
  };
  return { io: { host: { ...host, readCatalog } }, hasChecked: () => reads > 0 };
}

interface Checked extends Run {
  readonly hasChecked: boolean;
}

async function check(folder: string, argv: readonly string[] = [], io: Partial<Io> = {}): Promise<Checked> {
  const { io: watched, hasChecked } = watch();
  const result = await run(folder, ['check', '--cache', ...argv], { io: { ...watched, ...io } });
  return { ...result, hasChecked: hasChecked() };
}

/** What is printed without a cache. */
const fresh = (folder: string, argv: readonly string[] = []): Promise<Run> => run(folder, ['check', ...argv]);

const SERVERLESS = 'service: app\nprovider:\n  name: aws\n  iamRoleStatements: ${file(shared/statements.yml)}\n';
const STATEMENTS = "- Effect: Permit\n  Action: sqs:SendMessage\n  Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'\n";

const FILES = {
  'serverless.yml': SERVERLESS,
  'shared/statements.yml': STATEMENTS,
  'app/template.yaml': MIXED,
  'none.yaml': 'a: 1\n',
  'named/serverless.yml': SERVERLESS.replace('shared/statements', '../shared/named'),
  // No target by itself.
  'shared/named.yml': STATEMENTS,
  'shared/.gitignore': 'named.yml',
};

/** A folder that was checked once. */
async function createChecked(files: Readonly<Record<string, string>> = FILES, argv: readonly string[] = []): Promise<string> {
  const folder = createFolder(files);
  expect(await check(folder, argv)).toMatchObject({ hasChecked: true });
  expect(existsSync(path.join(folder, CACHE))).toBe(true);
  return folder;
}

/** The next check prints what one without a cache would, and `again` says whether it had to check anything. */
async function expectSame(folder: string, again: boolean, argv: readonly string[] = []): Promise<void> {
  const { hasChecked, ...printed } = await check(folder, argv);
  expect(printed).toEqual(await fresh(folder, argv));
  expect(hasChecked).toBe(again);
}

describe('what is printed from the cache', () => {
  test.each(['pretty', 'json', 'sarif'])('is what a check prints, as %s', async (format) => {
    const argv = ['--format', format];
    const folder = await createChecked(FILES, argv);
    await expectSame(folder, false, argv);
    expect(await check(folder, argv)).toMatchObject({ code: 1, stdout: expect.stringContaining('invalid-effect') });
  });

  test('serves the formats that need less than what is kept', async () => {
    const folder = await createChecked(FILES, ['--format', 'sarif']);
    await expectSame(folder, false, ['--format', 'json']);
    const other = await createChecked(FILES, ['--format', 'json']);
    await expectSame(other, true, ['--format', 'sarif']);
  });

  test('keeps the exit codes', async () => {
    const clean = await createChecked({ 'template.yaml': MENDED });
    expect(await check(clean)).toMatchObject({ code: 0, hasChecked: false });
    const wrong = await createChecked({ 'template.yaml': MENDED, 'leastwise.config.yaml': 'rules: { no-such-rule: off }' });
    expect(await check(wrong)).toMatchObject({ code: 2, hasChecked: false });
    expect(await check(clean, ['gone.yaml', 'template.yaml'])).toMatchObject({ code: 2, hasChecked: false });
  });

  test('is not written again where nothing has changed', async () => {
    const folder = await createChecked();
    const store = { read: async (file: string) => readFileSync(file, 'utf8'), write: () => Promise.reject(new Error('written')) };
    expect(await check(folder, [], { store })).toMatchObject({ hasChecked: false, stderr: '' });
  });
});

describe('what has changed is checked again:', () => {
  test.each<[string, (folder: string) => void]>([
    ['a document', (folder) => writeFiles(folder, { 'app/template.yaml': BROKEN })],
    ['a document that had no policy', (folder) => writeFiles(folder, { 'none.yaml': BROKEN })],
    ['a new document', (folder) => writeFiles(folder, { 'new.yaml': BROKEN })],
    ['a fragment', (folder) => writeFiles(folder, { 'shared/statements.yml': STATEMENTS.replace('Permit', 'Grant') })],
    ['a fragment that is gone', (folder) => rmSync(path.join(folder, 'shared/statements.yml'))],
    ['the configuration', (folder) => writeFiles(folder, { 'leastwise.config.yaml': 'rules: { invalid-effect: off }' })],
    ['a nearer configuration', (folder) => writeFiles(folder, { 'app/leastwise.config.yaml': 'rules: { invalid-effect: off }' })],
    ['what is ignored', (folder) => writeFiles(folder, { 'leastwise.config.yaml': 'ignore: [app/]' })],
    ['what a document may name', (folder) => mkdirSync(path.join(folder, 'named/.git'))],
  ])('%s', async (_, change) => {
    const folder = await createChecked();
    const before = await check(folder);
    change(folder);
    await expectSame(folder, true);
    await expectSame(folder, false);
    expect((await check(folder)).stdout).not.toBe(before.stdout);
  });

  test('options that decide what is found', async () => {
    const folder = await createChecked({ ...FILES, 'other.yaml': 'rules: { wildcard-resource: off }' });
    await expectSame(folder, true, ['--severity', 'error']);
    await expectSame(folder, true, ['--rule', 'invalid-effect=hint']);
    await expectSame(folder, true, ['--preset', 'minimal']);
    await expectSame(folder, false, ['--preset', 'minimal']);
    await expectSame(folder, true, ['--config', 'other.yaml']);
    await expectSame(folder, false, ['--config', 'other.yaml']);
    writeFiles(folder, { 'other.yaml': 'rules: { invalid-effect: off }' });
    await expectSame(folder, true, ['--config', 'other.yaml']);
  });

  test('everything, by another program', async () => {
    const folder = await createChecked();
    expect(await check(folder, [], { describeProgram: async () => 'program-2' })).toMatchObject({ hasChecked: true });
    expect(await check(folder)).toMatchObject({ hasChecked: true });
  });
});

describe('a cache that is no good is ignored and replaced:', () => {
  test.each<[string, (text: string) => string | Uint8Array]>([
    ['empty', () => ''],
    ['foreign', () => '{"version": 3}'],
    ['cut off', (text) => text.slice(0, -40)],
    ['cut off after a document', (text) => text.split('\n').slice(0, 3).join('\n')],
    ['changed', (text) => text.replace('invalid-effect', 'invalid-arn')],
    ['longer than it was', (text) => `${text}{}\n{}\n`],
    ['binary', () => new Uint8Array([0, 255, 254, 0, 10, 13])],
  ])('%s', async (_, damage) => {
    const folder = await createChecked();
    const file = path.join(folder, CACHE);
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, damage(good));
    await expectSame(folder, true);
    expect(readFileSync(file, 'utf8')).toBe(good);
  });
});

describe('the file', () => {
  test('is not there without --cache', async () => {
    const folder = createFolder(FILES);
    await fresh(folder);
    await fresh(folder, ['--cache-location', 'kept']);
    expect(existsSync(path.join(folder, CACHE)) || existsSync(path.join(folder, 'kept'))).toBe(false);
  });

  test('lies where --cache-location says', async () => {
    const folder = createFolder(FILES);
    const argv = ['--cache-location', 'build/cache/leastwise'];
    expect(await check(folder, argv)).toMatchObject({ hasChecked: true });
    await expectSame(folder, false, argv);
    expect(existsSync(path.join(folder, 'build/cache/leastwise'))).toBe(true);
    expect(existsSync(path.join(folder, CACHE))).toBe(false);
  });

  test('may move with its folder', async () => {
    const folder = await createChecked();
    const moved = path.join(createFolder({}), 'moved');
    renameSync(folder, moved);
    await expectSame(moved, false);
  });

  test('holds nothing of a document that is gone, and keeps those that were not asked for', async () => {
    const folder = await createChecked();
    rmSync(path.join(folder, 'none.yaml'));
    await expectSame(folder, false, ['app']);
    expect(readFileSync(path.join(folder, CACHE), 'utf8')).not.toContain('none.yaml');
    await expectSame(folder, false, ['serverless.yml']);
  });

  test('holds nothing of what could not be read, and of standard input', async () => {
    const folder = createFolder({ 'a.yaml': MENDED });
    const removing: Partial<Io> = {
      host: { ...createNodeHost([ensureCatalog()], directCalls), readFile: async () => ({ kind: 'missing' }) },
    };
    expect(await check(folder, [], removing)).toMatchObject({ code: 2, stderr: 'a.yaml: error: no such file\n' });
    expect(await check(folder)).toMatchObject({ code: 0, hasChecked: true });
    const typed = await run(folder, ['check', '--cache', '-', '--stdin-path', 'a.yaml'], { stdin: BROKEN });
    expect(typed).toMatchObject({ code: 1, stdout: expect.stringContaining('a.yaml:10:23') });
    expect(await check(folder)).toMatchObject({ code: 0 });
  });

  test('cannot be one that is to be checked', async () => {
    const folder = createFolder({ 'a.yaml': MENDED });
    expect(await check(folder, ['--cache-location', 'a.yaml'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'leastwise: the cache cannot be kept in a.yaml, which is to be checked\n',
    });
    expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe(MENDED);
  });

  test('that cannot be written is told, and changes nothing else', async () => {
    const folder = createFolder(FILES);
    const printed = await fresh(folder);
    const { hasChecked, ...result } = await check(folder, ['--cache-location', 'none.yaml/cache']);
    expect(hasChecked).toBe(true);
    expect(result).toEqual({ ...printed, stderr: expect.stringMatching(/^leastwise: the cache was not written: [A-Za-z ]+\n$/) });
    expect(await check(folder, ['--cache-location', 'app'])).toMatchObject({ stderr: expect.stringContaining('it is a folder') });
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('threads keep what they found', async () => {
  const folder = createFolder(FILES);
  const programs = path.resolve(await buildPrograms());
  const startThread: Io['startWorker'] = async (options) => {
    const catalog = await readCatalogBytes([ensureCatalog()]);
    return startWorker(pathToFileURL(path.join(programs, 'check-worker.js')), { ...options, catalog });
  };
  const first = await run(folder, ['check', '--cache', '--threads', '2'], { io: { startWorker: startThread } });
  expect(first).toEqual(await fresh(folder));
  await expectSame(folder, false);
}, 60_000);
