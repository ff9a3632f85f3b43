import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Run } from './run.ts';
import { BROKEN, createFolder, MENDED, MIXED, run } from './run.ts';

/** Problems and findings, one a line; every other file of the folder must still be checked. */
async function check(folder: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(folder, ['check', '--format', 'json', ...argv]);
  const { files, errors } = JSON.parse(stdout) as {
    readonly files: readonly {
      readonly path: string;
      readonly findings: readonly { readonly rule: string; readonly range: { readonly start: { readonly line: number } } }[];
    }[];
    readonly errors: readonly { readonly path: string; readonly message: string }[];
  };
  return [
    ...errors.map(({ path: file, message }) => `${file}: ${message}`),
    ...files.flatMap(({ path: file, findings }) => findings.map(({ rule, range }) => `${file}:${range.start.line + 1} ${rule}`)),
  ];
}

const PERMIT = '{"Statement": [{"Effect": "Permit", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}';

const OTHER = 'z.yaml:10 unquoted-star';

/** A folder with a good neighbour. */
const beside = (files: Readonly<Record<string, string | Uint8Array>>): string => createFolder({ ...files, 'z.yaml': BROKEN });

describe('a file that cannot be read is told, and the others are checked', () => {
  test('missing', async () => {
    const folder = beside({});
    expect(await check(folder, 'gone.yaml', 'gone/too.yaml', 'z.yaml')).toEqual([
      'gone.yaml: no such file or folder',
      'gone/too.yaml: no such file or folder',
      OTHER,
    ]);
    expect(await run(folder, ['check', 'gone.yaml', 'z.yaml'])).toMatchObject({
      code: 2,
      stderr: 'gone.yaml: error: no such file or folder\n',
    });
  });

  test('named, but binary', async () => {
    const folder = beside({ 'a.yaml': new Uint8Array([0x41, 0, 1, 2, 0xff]) });
    expect(await check(folder, 'a.yaml', 'z.yaml')).toEqual(['a.yaml: is a binary file', OTHER]);
    expect(await check(folder)).toEqual([OTHER]);
  });

  test('too large', async () => {
    const ours = beside({ 'a.yaml': `${MENDED}${'# padding\n'.repeat(1_000_000)}` });
    expect(await check(ours)).toEqual(['a.yaml: is larger than 4 MB and was not checked', OTHER]);
    expect(await run(ours, ['check'])).toMatchObject({ code: 2 });
    const foreign = beside({ 'a.json': JSON.stringify({ padding: 'x'.repeat(10_000_000) }) });
    expect(await check(foreign)).toEqual([OTHER]);
    expect(await check(foreign, 'a.json', 'z.yaml')).toEqual(['a.json: is larger than 4 MB and was not checked', OTHER]);
  });

  test('far too large to be read at all', async () => {
    const folder = beside({ 'a.yaml': new Uint8Array(33 * 1024 * 1024).fill(0x23) });
    expect(await check(folder, 'a.yaml', 'z.yaml')).toEqual(['a.yaml: is larger than 32 MB', OTHER]);
    expect(await check(folder)).toEqual([OTHER]);
  });

  test('a symbolic link to itself', async () => {
    const folder = beside({});
    symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'));
    expect(await check(folder, 'loop.yaml', 'z.yaml')).toEqual(['loop.yaml: cannot be read: a loop of symbolic links', OTHER]);
    expect(await check(folder)).toEqual([OTHER]);
  });

  test('a named pipe, which would never end', async () => {
    const folder = beside({});
    execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]);
    expect(await check(folder, 'pipe.yaml', 'z.yaml')).toEqual(['pipe.yaml: is not a regular file', OTHER]);
    expect(await check(folder)).toEqual([OTHER]);
  });

  test('binary standard input', async () => {
    const { code, stderr } = await run(createFolder({}), ['check', '-'], { stdin: new Uint8Array([1, 0, 2]) });
    expect([code, stderr]).toEqual([2, '<stdin>: error: is a binary file\n']);
  });
});

describe('folders', () => {
  test('that contain themselves end', async () => {
    const folder = beside({ 'app/template.yaml': BROKEN });
    symlinkSync('..', path.join(folder, 'app', 'again'));
    symlinkSync(folder, path.join(folder, 'app', 'whole'));
    expect(await check(folder)).toEqual(['app/template.yaml:10 unquoted-star', OTHER]);
    expect(await check(folder, 'app', '.', 'app/template.yaml')).toEqual(['app/template.yaml:10 unquoted-star', OTHER]);
  });

  test('are not left by a link', async () => {
    const outside = createFolder({ 'template.yaml': BROKEN });
    const folder = beside({});
    symlinkSync(outside, path.join(folder, 'elsewhere'));
    symlinkSync(path.join(outside, 'template.yaml'), path.join(folder, 'linked.yaml'));
    symlinkSync('nowhere', path.join(folder, 'dangling.yaml'));
    expect(await check(folder)).toEqual([OTHER]);
    expect(await check(folder, 'linked.yaml')).toEqual(['linked.yaml:10 unquoted-star']);
  });

  test('named like a file are folders', async () => {
    const folder = beside({});
    mkdirSync(path.join(folder, 'a.yaml'));
    expect(await check(folder)).toEqual([OTHER]);
  });

  test('leave out what tools generate and git ignores', async () => {
    const folder = createFolder({
      '.git/info/exclude': 'private.yaml\n',
      '.gitignore': '*.json\nbuild/\n/only-here.yaml\n',
      'node_modules/a/template.yaml': BROKEN,
      '.aws-sam/build/template.yaml': BROKEN,
      '.serverless/template.json': BROKEN,
      'build/template.yaml': BROKEN,
      'private.yaml': BROKEN,
      'only-here.yaml': BROKEN,
      'sub/only-here.yaml': BROKEN,
      'sub/.gitignore': 'local.yaml\n!kept.json\n',
      'sub/local.yaml': BROKEN,
      'sub/kept.json': PERMIT,
      'sub/other.json': PERMIT,
      'local.yaml': BROKEN,
      'notes.txt': BROKEN,
      'stack.template': BROKEN,
    });
    const expected = ['local.yaml:10 unquoted-star', 'stack.template:10 unquoted-star', 'sub/only-here.yaml:10 unquoted-star'];
    expect((await check(folder)).filter((line) => line.includes('unquoted-star'))).toEqual(expected);
    expect((await check(folder)).some((line) => line.startsWith('sub/kept.json'))).toBe(true);
    expect((await check(folder)).some((line) => line.startsWith('sub/other.json'))).toBe(false);
    // Rules above the folder that is named hold too; what is named itself is checked whatever git says.
    expect((await check(`${folder}/sub`)).filter((line) => line.includes('unquoted-star'))).toEqual(['only-here.yaml:10 unquoted-star']);
    expect(await check(folder, 'build/template.yaml')).toEqual(['build/template.yaml:10 unquoted-star']);
  });
});

describe('odd text', () => {
  test('with a byte order mark keeps its columns, and its mark when it is mended', async () => {
    const folder = createFolder({ 'template.yaml': `\uFEFF${BROKEN}` });
    expect((await run(folder, ['check'])).stdout).toContain('template.yaml:10:23 error unquoted-star');
    await run(folder, ['fix']);
    expect(readFileSync(path.join(folder, 'template.yaml'), 'utf8')).toBe(`\uFEFF${MENDED}`);
  });

  test('with CRLF keeps its lines, and its ends when it is mended', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN.replaceAll('\n', '\r\n') });
    expect(await check(folder)).toEqual(['template.yaml:10 unquoted-star']);
    await run(folder, ['fix']);
    expect(readFileSync(path.join(folder, 'template.yaml'), 'utf8')).toBe(MENDED.replaceAll('\n', '\r\n'));
  });

  test('that is not UTF-8 is checked, and never written', async () => {
    const latin = Buffer.from(`Description: caf\u00e9\n${BROKEN}`, 'latin1');
    const utf16 = Buffer.from(`\uFEFF${BROKEN}`, 'utf16le');
    const folder = createFolder({ 'a.yaml': latin, 'b.yaml': utf16 });
    expect(await check(folder)).toEqual(['a.yaml:11 unquoted-star', 'b.yaml:10 unquoted-star']);
    const { code, stdout, stderr } = await run(folder, ['fix']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('a.yaml: error: is not UTF-8 and was not changed; save it as UTF-8\nb.yaml: error: is not UTF-8');
    expect(readFileSync(path.join(folder, 'a.yaml')).equals(latin)).toBe(true);
    expect(readFileSync(path.join(folder, 'b.yaml')).equals(utf16)).toBe(true);
  });

  test('with control characters gives the terminal no orders', async () => {
    const folder = createFolder({
      'template.yaml': MIXED.replace('Permit', '"Per\u001B[2Jmit"').replace('Effect: Allow', 'Effect: Allow # \u009B31m'),
    });
    const { stdout } = await run(folder, ['check', '--no-color'], { isTerminal: true });
    expect(stdout).toContain('invalid-effect');
    expect([...stdout].filter((character) => character === '\u001B' || character === '\u009B')).toEqual([]);
  });

  test.each([
    ['tabs', BROKEN.replace('    Properties', '\tProperties')],
    ['a truncated mapping', BROKEN.slice(0, BROKEN.indexOf('Resource: *') + 4)],
    ['a truncated string', `${MENDED.slice(0, -3)}`],
    ['truncated JSON', '{"Statement": [{"Effect": "Permit", "Action": "s3:Get'],
    ['duplicate keys', `${MENDED}${MENDED.replace('Resources:\n', '')}`],
    ['100 levels of nesting', `${MENDED}Metadata: ${'{a: '.repeat(100)}1${'}'.repeat(100)}\n`],
    ['5,000 levels of nesting', `{"Statement": ${'['.repeat(5_000)}`],
    ['5,000 levels of nesting in YAML', `${MENDED}Metadata: ${'['.repeat(5_000)}`],
    [
      'an alias bomb',
      `${MENDED}Metadata:\n  a: &a [x, x]\n${[...'bcdefghijklmnopqrstuvwxyz'].map((name, index) => `  ${name}: &${name} [${'*'}${String.fromCharCode(97 + index)}, *${String.fromCharCode(97 + index)}]\n`).join('')}`,
    ],
    ['an alias of itself', `${MENDED}Metadata: &a [*a]\n`],
    ['an empty document', ''],
    ['several documents', `${MENDED}---\n${MENDED}`],
    ['no lines, only carriage returns', MENDED.replaceAll('\n', '\r')],
  ])('%s: no crash, and the others are checked', async (_, text) => {
    const folder = beside({ 'a.yaml': text, 'a.json': text });
    const result: Run = await run(folder, ['check']);
    expect(result.stderr).toBe('');
    expect(result.stdout).toContain('z.yaml:10:23 error unquoted-star');
    expect(result.code).toBe(1);
    await run(folder, ['fix', '--dry-run']);
    expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe(text);
  });

  test('tabs are told at their place', async () => {
    const folder = createFolder({ 'a.yaml': BROKEN.replace('    Properties', '\tProperties') });
    expect((await check(folder)).join()).toContain('a.yaml:4 invalid-syntax');
  });
});
