import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Io } from '../../server/src/cli/io.ts';
import { startWorker } from '../../server/src/cli/start-worker.ts';
import { readCatalogBytes } from '../../server/src/host/node.ts';
import { buildPrograms } from './built.ts';
import type { Run, RunOptions } from './run.ts';
import { BROKEN, createFolder, MENDED, MIXED, run } from './run.ts';

let programs = '';

beforeAll(async () => {
  programs = path.resolve(await buildPrograms());
}, 60_000);

/** Starts threads of the built program, and counts them. */
function threads(): { readonly startWorker: Io['startWorker']; readonly started: () => number } {
  let started = 0;
  return {
    started: () => started,
    async startWorker(options) {
      started++;
      const catalog = await readCatalogBytes([ensureCatalog()]);
      return startWorker(pathToFileURL(path.join(programs, 'check-worker.js')), { ...options, catalog });
    },
  };
}

/** Threads that run `code`; `port` is theirs. */
function odd(code: string): Pick<Io, 'startWorker'> {
  const source = `const { parentPort: port } = require('node:worker_threads');\n${code}`;
  return { startWorker: async () => new Worker(source, { eval: true }) };
}

/** A folder whose files take different times and have different findings, one of them in a fragment that two documents name. */
function createMany(): string {
  const serverless = 'service: app\nprovider:\n  name: aws\n  iamRoleStatements: ${file(../shared/statements.yml)}\n';
  const files: Record<string, string> = {
    'a/serverless.yml': serverless,
    'b/serverless.yml': serverless,
    'shared/statements.yml': "- Effect: Permit\n  Action: sqs:SendMessage\n  Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'\n",
    'leastwise.config.yaml': 'rules: { no-such-rule: error }\n',
    'none.yaml': 'a: 1\n',
  };
  for (let number = 0; number < 8; number++) {
    files[`app${number}/template.yaml`] = number % 5 === 0 ? `${'# padding\n'.repeat(2000)}${MIXED}` : number % 2 === 0 ? BROKEN : MENDED;
  }
  return createFolder(files);
}

async function check(folder: string, argv: readonly string[], io: Partial<Io>, options: RunOptions = {}): Promise<Run> {
  return run(folder, ['check', ...argv], { ...options, io });
}

describe('checking in threads', () => {
  test.each(['pretty', 'json', 'sarif'])(
    'prints the same as without, as %s',
    async (format) => {
      const folder = createMany();
      const alone = await check(folder, ['--format', format, '--threads', '1'], {});
      expect(alone).toMatchObject({ code: 2, stdout: expect.stringContaining('invalid-effect') });
      for (const count of format === 'json' ? ['2', '3'] : ['2']) {
        const { started, ...io } = threads();
        expect(await check(folder, ['--format', format, '--threads', count], io)).toEqual(alone);
        expect(started()).toBe(Number(count));
      }
    },
    60_000,
  );

  test('starts one a core for many files, none for a few, and never more than there are files', async () => {
    const few = threads();
    expect(await check(createMany(), [], { ...few, cores: 2 })).toMatchObject({ code: 2 });
    expect(few.started()).toBe(0);
    const many = threads();
    const folder = createFolder(Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`${number}.yaml`, MENDED])));
    expect(await check(folder, [], { ...many, cores: 2 })).toMatchObject({ code: 0, stdout: expect.stringContaining('40 files') });
    expect(many.started()).toBe(2);
    const two = threads();
    expect(await check(createFolder({ 'a.yaml': BROKEN, 'b.yaml': BROKEN }), ['--threads', '9'], two)).toMatchObject({ code: 1 });
    expect(two.started()).toBe(2);
  }, 60_000);

  test('has nothing to do where there is no file', async () => {
    expect(await check(createFolder({}), ['--threads', '4'], {})).toEqual({ code: 0, stdout: 'nothing to check\n', stderr: '' });
  });

  test('reads standard input', async () => {
    const folder = createFolder({ 'a.yaml': MENDED });
    const argv = ['-', 'a.yaml', '--stdin-path', 'typed.yaml'];
    const alone = await check(folder, argv, {}, { stdin: BROKEN });
    expect(alone.stdout).toContain('typed.yaml:10:23');
    expect(await check(folder, [...argv, '--threads', '2'], threads(), { stdin: BROKEN })).toEqual(alone);
  }, 60_000);

  test('tells of a file that vanishes meanwhile, and checks the others', async () => {
    const folder = createFolder({ 'a.yaml': BROKEN, 'b.yaml': BROKEN, 'c.yaml': BROKEN });
    const { startWorker: start } = threads();
    const io: Partial<Io> = {
      startWorker: async (options) => {
        rmSync(path.join(folder, 'b.yaml'), { force: true });
        return start(options);
      },
    };
    const { code, stdout, stderr } = await check(folder, ['--threads', '2'], io);
    expect([code, stderr]).toEqual([2, 'b.yaml: error: no such file\n']);
    expect(stdout).toContain('2 errors (2 files with policies checked, 1 problem)');
  }, 60_000);

  test('tells of a file that cannot be read, and checks the others', async () => {
    const folder = createFolder({ 'b.yaml': BROKEN });
    symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'));
    const { code, stdout, stderr } = await check(folder, ['b.yaml', 'loop.yaml', '--threads', '2'], threads());
    expect([code, stderr]).toEqual([2, 'loop.yaml: error: cannot be read: a loop of symbolic links\n']);
    expect(stdout).toContain('b.yaml:10:23');
  }, 60_000);
});

describe('a thread that ends', () => {
  const folderOf = (): string => createFolder({ 'a.yaml': MENDED, 'b.yaml': MENDED, 'c.yaml': MENDED });

  test('in the middle of a file is a fault that names the file; another checks the rest', async () => {
    const io = odd(`
      port.on('message', ({ path }) => {
        if (path === 'b.yaml') process.exit(7);
        port.postMessage({ kind: 'checked', outcome: { files: [{ path, findings: '[]' }] } });
      });
      port.postMessage({ kind: 'ready' });`);
    const { code, stdout, stderr } = await check(folderOf(), ['--threads', '2'], io);
    expect(stderr).toBe('leastwise: a fault of its own, please report it: b.yaml: the thread that checked it ended without a word\n');
    expect(stdout).toBe('no findings (2 files with policies checked)\n');
    expect(code).toBe(70);
  });

  test('with an error says so', async () => {
    const io = odd(`
      port.on('message', () => { throw new Error('out of luck') });
      port.postMessage({ kind: 'ready' });`);
    const { code, stderr } = await check(folderOf(), ['--threads', '2'], io);
    expect(stderr.match(/ended with out of luck/g)).toHaveLength(3);
    expect(code).toBe(70);
  });

  test('for want of memory says so', async () => {
    const io: Pick<Io, 'startWorker'> = {
      startWorker: async () =>
        new Worker(
          `const { parentPort: port } = require('node:worker_threads');
           port.on('message', () => { const all = []; for (;;) all.push(new Array(10000).fill(all.length)); });
           port.postMessage({ kind: 'ready' });`,
          { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } },
        ),
    };
    const { code, stderr } = await check(folderOf(), ['--threads', '2', 'a.yaml', 'b.yaml'], io);
    expect(stderr).toMatch(/^leastwise: .* a\.yaml: the thread that checked it ended with .*memory/);
    expect(code).toBe(70);
  }, 60_000);

  test('before it could check anything ends the whole check', async () => {
    const { code, stdout, stderr } = await check(folderOf(), ['--threads', '2'], odd(`throw new Error('not installed')`));
    expect(stderr).toContain('a fault of its own, please report it: Error: a thread ended with not installed');
    expect([code, stdout]).toEqual([70, '']);
  });

  test('that says that nothing can be checked ends the whole check, once', async () => {
    const io = odd(`
      port.on('message', () => port.postMessage({ kind: 'failed', fault: 'Error: the catalogue is gone' }));
      port.postMessage({ kind: 'ready' });`);
    const { code, stderr } = await check(folderOf(), ['--threads', '2'], io);
    expect(stderr).toBe('leastwise: a fault of its own, please report it: Error: the catalogue is gone\n');
    expect(code).toBe(70);
  });
});

test.each(['0', '-1', 'two', '1.5', '1000'])('--threads %s is wrong use', async (count) => {
  const { code, stderr } = await run(createFolder({}), ['check', '--threads', count]);
  expect(stderr).toContain('It must be a number from 1 to 256.');
  expect(code).toBe(2);
});
