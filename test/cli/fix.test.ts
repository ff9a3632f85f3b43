import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { createNodeHost } from '../../server/src/host/node.ts';
import { BROKEN, createFolder, MENDED, MIXED, run } from './run.ts';

const read = (folder: string, name: string): string => readFileSync(path.join(folder, name), 'utf8');

const DIFFERENCE = `--- a/template.yaml
+++ b/template.yaml
@@ -7,4 +7,4 @@
         Statement:
           - Effect: Deny
             Action: s3:DeleteBucket
-            Resource: *
+            Resource: '*'
`;

describe('fix', () => {
  test('writes the files and prints the difference', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN, 'clean.yaml': MENDED });
    const before = statSync(path.join(folder, 'clean.yaml')).mtimeMs;
    expect(await run(folder, ['fix'])).toEqual({ code: 0, stdout: DIFFERENCE, stderr: '1 finding fixed in 1 file; 1 file written\n' });
    expect(read(folder, 'template.yaml')).toBe(MENDED);
    expect(statSync(path.join(folder, 'clean.yaml')).mtimeMs).toBe(before);
    expect(await run(folder, ['fix'])).toEqual({ code: 0, stdout: '', stderr: 'nothing to fix\n' });
  });

  test('--preset decides which rules fix', async () => {
    const folder = createFolder({ 'template.yaml': MENDED.replace('s3:DeleteBucket', 's3:deletebucket') });
    expect((await run(folder, ['fix'])).stdout).toBe('');
    expect((await run(folder, ['fix', '--preset', 'strict', '--dry-run'])).stdout).toContain('+            Action: s3:DeleteBucket\n');
  });

  test('--dry-run prints the same and writes nothing', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN });
    expect(await run(folder, ['fix', '--dry-run', 'template.yaml'])).toEqual({
      code: 0,
      stdout: DIFFERENCE,
      stderr: '1 finding fixed in 1 file, were it not a dry run; nothing written\n',
    });
    expect(read(folder, 'template.yaml')).toBe(BROKEN);
  });

  test('of standard input prints the difference only', async () => {
    const { code, stdout } = await run(createFolder({}), ['fix', '-', '--stdin-path', 'template.yaml'], { stdin: BROKEN });
    expect([code, stdout]).toEqual([0, DIFFERENCE]);
  });

  test('touches no wildcard', async () => {
    const folder = createFolder({ 'template.yaml': MIXED });
    const { stderr } = await run(folder, ['fix']);
    expect(stderr).toMatch(
      /^nothing to fix by itself; 2 findings with fixes to choose from: see 'leastwise check', then 'leastwise fix --rule/,
    );
    expect(read(folder, 'template.yaml')).toBe(MIXED);
  });

  test('follows the configuration', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN, 'leastwise.config.yaml': 'ignore: ["*.yaml"]' });
    expect(await run(folder, ['fix'])).toMatchObject({ stderr: 'nothing to fix\n' });
  });

  test('of a fragment that two files name is made once', async () => {
    const serverless = 'service: app\nprovider:\n  name: aws\n  iamRoleStatements: ${file(statements.yml)}\n';
    const fragment = '- Effect: Deny\n  Action: [s3:DeleteBucket]\n  Resource: *\n';
    const folder = createFolder({ 'a/serverless.yml': serverless, 'a/statements.yml': fragment });
    const { stdout } = await run(folder, ['fix', 'a/serverless.yml']);
    expect(stdout).toContain('+++ b/a/statements.yml');
    expect(read(folder, 'a/statements.yml')).toBe(fragment.replace(' *', " '*'"));
  });
});

describe('fix --rule --choose', () => {
  test('applies the fix that check counts so', async () => {
    const folder = createFolder({ 'template.yaml': MIXED });
    const { stdout } = await run(folder, ['check', '--rule', 'invalid-effect=off']);
    const number = /fix (\d+): Remove this statement/.exec(stdout)?.[1] ?? '';
    const { code } = await run(folder, ['fix', '--rule', 'wildcard-resource', '--choose', number]);
    expect(code).toBe(0);
    expect(read(folder, 'template.yaml')).not.toContain('dynamodb:GetItem');
  });

  test('applies it on one line only, where --line says so', async () => {
    const twice = MIXED.replace(
      "Action: sqs:SendMessage\n            Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'",
      "Action: sqs:SendMessage\n            Resource: '*'",
    );
    const folder = createFolder({ 'template.yaml': twice.replace('Permit', 'Allow') });
    const argv = ['fix', '--rule', 'wildcard-resource', '--choose', '2', '--line'];
    expect(await run(folder, [...argv, '11'])).toMatchObject({
      code: 0,
      stderr: 'nothing to fix: no finding of wildcard-resource on line 11\n',
    });
    expect(await run(folder, [...argv, '99'])).toMatchObject({
      code: 0,
      stderr: 'nothing to fix: no finding of wildcard-resource on line 99\n',
    });
    expect(await run(folder, [...argv, '13'])).toMatchObject({ code: 0, stderr: '1 finding fixed in 1 file; 1 file written\n' });
    expect(read(folder, 'template.yaml')).toContain('dynamodb:GetItem');
    expect(read(folder, 'template.yaml')).not.toContain('sqs:SendMessage');
  });

  test('leaves everything where there is no such fix', async () => {
    const folder = createFolder({ 'template.yaml': MIXED });
    expect(await run(folder, ['fix', '--rule', 'wildcard-resource', '--choose', '99'])).toMatchObject({
      code: 0,
      stderr: 'nothing fixed: fix 99 of wildcard-resource could not be applied\n',
    });
    expect(read(folder, 'template.yaml')).toBe(MIXED);
  });

  test.each([
    [['fix', '--choose', '1'], '--choose needs --rule'],
    [['fix', '--line', '3'], '--line needs --rule'],
    [['fix', '--rule', 'no-such-rule'], "there is no rule 'no-such-rule'"],
    [['fix', '--rule', 'wildcard-action', '--choose', '0'], 'It must be a number from 1'],
  ])('%j is wrong use', async (argv, message) => {
    const { code, stderr } = await run(createFolder({}), argv);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('tells of a file that cannot be written', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN });
    const host = { ...createNodeHost([ensureCatalog()]), writeFile: () => Promise.reject(new Error('the disk is full')) };
    expect(await run(folder, ['fix'], { io: { host } })).toMatchObject({
      code: 2,
      stderr: 'template.yaml: error: cannot be written: the disk is full\n1 finding fixed in 1 file; nothing written\n',
    });
  });
});
