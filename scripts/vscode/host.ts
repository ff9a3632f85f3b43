import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from './install.ts';

/** A VS Code that serves its workbench on 127.0.0.1. */
export interface Host {
  /** `http://127.0.0.1:40123` */
  readonly base: string;
  /** Folder of its data and logs, fresh for each host. */
  readonly home: string;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** Extensions to install, as .vsix files. */
  readonly vsix: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** 0 for any free port. */
  readonly port?: number;
}

/** Nothing that asks, phones or remembers; files are saved when told to, as on the desktop. */
const quietSettings = {
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.hotExit': 'off',
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

/** Starts VS Code's server (not code-server's own, which needs a compiled module). Throws with its log where it does not start. */
export async function startHost(installation: Installation, options: HostOptions): Promise<Host> {
  // Fresh each time: the unsaved buffers of an earlier run would come back.
  const home = mkdtempSync(path.join(tmpdir(), 'leastwise-vscode-'));
  const folders = [
    '--accept-server-license-terms',
    '--server-data-dir',
    path.join(home, 'data'),
    '--extensions-dir',
    path.join(home, 'extensions'),
  ];
  const user = path.join(home, 'data', 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }));
  installExtensions(installation, folders, options.vsix);

  const log = path.join(home, 'server.log');
  const output = openSync(log, 'w');
  const address = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'];
  // The newest release ignores the payload of the address without the smoke test driver.
  const flags = ['--telemetry-level', 'off', '--disable-workspace-trust', '--enable-smoke-test-driver'];
  const child = spawn(installation.node, [installation.main, ...folders, ...address, ...flags], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...options.environment },
  });
  const port = await listeningPort(child, log);
  return {
    base: `http://127.0.0.1:${port}`,
    home,
    stop: async () => {
      await endProcess(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** The address of a local path in this host, as VS Code writes it. */
export function remoteUri(base: string, file: string): string {
  return `vscode-remote://${new URL(base).host}${file}`;
}

/** The page of the workbench with `folder` open; `payload` holds pairs such as `['openFile', remoteUri(…)]`. */
export function workbenchUrl(base: string, folder: string, payload: readonly (readonly [string, string])[] = []): string {
  const query = payload.length === 0 ? '' : `&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return `${base}/?folder=${encodeURIComponent(folder)}${query}`;
}

function installExtensions(installation: Installation, folders: readonly string[], vsix: readonly string[]): void {
  if (vsix.length === 0) return;
  const flags = vsix.flatMap((file) => ['--install-extension', path.resolve(file)]);
  const { status, stdout, stderr } = spawnSync(installation.node, [installation.main, ...folders, ...flags], { encoding: 'utf8' });
  if (status !== 0 || !/successfully installed/.test(stdout)) throw new Error(`the extension was not installed\n${stdout}${stderr}`);
}

async function listeningPort(child: ChildProcess, log: string): Promise<string> {
  for (let i = 0; i < 300 && child.exitCode === null; i++) {
    const port = /listening on (\d+)/.exec(readFileSync(log, 'utf8'))?.[1];
    if (port !== undefined) return port;
    await sleep(100);
  }
  await endProcess(child);
  throw new Error(`VS Code did not start\n${readFileSync(log, 'utf8')}`);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
