import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { buildPrograms } from '../cli/built.ts';
import { BROKEN, createFolder } from '../cli/run.ts';
import { connectClient, endServer } from './client.ts';

let programs = '';

beforeAll(async () => {
  programs = path.resolve(await buildPrograms());
}, 60_000);

function overPipes(argv: readonly string[]): { connection: ProtocolConnection; child: ChildProcess } {
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, connection: createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)) };
}

function overIpc(module: string): { connection: ProtocolConnection; child: ChildProcess } {
  const child = fork(module, ['--node-ipc'], { execArgv: [] });
  return { child, connection: createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)) };
}

/** One session from hello to goodbye; answers the exit code. */
async function converse({ connection, child }: { connection: ProtocolConnection; child: ChildProcess }): Promise<number | null> {
  const exited = once(child, 'exit');
  const client = await connectClient(connection, createFolder({}), {});
  expect(client.initialized.serverInfo?.name).toBe('leastwise');
  await client.open('template.yaml', BROKEN);
  expect(await client.findings('template.yaml')).toEqual(['10:23 unquoted-star']);
  await endServer(connection);
  const [code]: (number | null)[] = await exited;
  return code ?? null;
}

describe('the built server', () => {
  test('speaks over standard input and output', async () => {
    expect(await converse(overPipes([path.join(programs, 'cli.js'), 'lsp', '--stdio']))).toBe(0);
    expect(await converse(overPipes([path.join(programs, 'cli.js'), 'lsp']))).toBe(0);
    expect(await converse(overPipes([path.join(programs, 'server.js'), '--stdio']))).toBe(0);
  }, 60_000);

  test('speaks over the channel of a parent process', async () => {
    expect(await converse(overIpc(path.join(programs, 'server.js')))).toBe(0);
  }, 60_000);

  test('ends with its client', async () => {
    const { connection, child } = overPipes([path.join(programs, 'cli.js'), 'lsp', '--stdio']);
    await connectClient(connection, createFolder({}), {});
    const exited = once(child, 'exit');
    connection.dispose();
    child.stdin?.end();
    await exited;
    expect(child.exitCode).not.toBeNull();
  }, 60_000);
});
