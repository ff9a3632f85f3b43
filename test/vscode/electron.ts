import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { runCommand } from '../../scripts/process.ts';
import type { Counts } from './counts.ts';
import type { Suite } from './extension-host.ts';
import { readCounts } from './extension-host.ts';
import type { Workspace } from './workspace.ts';

/** Runs the suite in a VS Code for the desktop, which it downloads; `version` is a version or `stable`. */
export async function runInElectron(version: string, vsix: string, workspace: Workspace, suite: Suite): Promise<Counts> {
  const executable = await downloadAndUnzipVSCode(version);
  const home = mkdtempSync(path.join(tmpdir(), 'leastwise-electron-'));
  const folders = [`--extensions-dir=${path.join(home, 'extensions')}`, `--user-data-dir=${path.join(home, 'data')}`];
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  if (command === undefined) throw new Error(`no command line beside ${executable}`);
  rmSync(suite.result, { force: true });
  runCommand(command, [...args, ...folders, '--install-extension', path.resolve(vsix)]);
  const failure = await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: suite.stub,
    extensionTestsPath: suite.tests,
    extensionTestsEnv: { LEASTWISE_TEST_RESULT: suite.result },
    launchArgs: [workspace.folder, ...folders, '--disable-workspace-trust', '--skip-welcome'],
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  rmSync(home, { recursive: true, force: true });
  if (failure !== undefined) process.stdout.write(`${String(failure)}\n`);
  return readCounts(suite);
}
