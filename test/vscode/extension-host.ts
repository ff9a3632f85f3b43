import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { build } from 'esbuild';
import { remoteUri, workbenchUrl } from '../../scripts/vscode/host.ts';
import type { Browser } from './browser.ts';
import type { Counts } from './counts.ts';
import { parseResult } from './counts.ts';
import type { Workspace } from './workspace.ts';

/** What either launcher hands to VS Code. */
export interface Suite {
  /** The module that exports `run()`. */
  readonly tests: string;
  /** An extension that does nothing: VS Code wants one under development, while the one under test is installed as a .vsix. */
  readonly stub: string;
  /** Where the suite writes its result; to be passed as `LEASTWISE_TEST_RESULT`. */
  readonly result: string;
}

const longest = 300_000;

/** Bundles the suite of the extension host into `folder`. */
export async function prepareSuite(folder: string): Promise<Suite> {
  const stub = path.join(folder, 'stub');
  mkdirSync(stub, { recursive: true });
  writeFileSync(
    path.join(stub, 'package.json'),
    JSON.stringify({ name: 'stub', publisher: 'leastwise', version: '0.0.0', engines: { vscode: '*' } }),
  );
  const tests = path.join(folder, 'suite.cjs');
  await build({
    entryPoints: ['test/vscode/suite/index.ts'],
    outfile: tests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
  return { tests, stub, result: path.join(folder, 'result.json') };
}

/** Runs the suite in the extension host behind the browser's page. */
export async function runInBrowser(base: string, browser: Browser, workspace: Workspace, suite: Suite): Promise<Counts> {
  rmSync(suite.result, { force: true });
  const finished = new AbortController();
  const log: string[] = [];
  await browser.page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => log.push(format(...args)));
  await browser.page.exposeFunction('codeAutomationExit', () => finished.abort());
  const payload: (readonly [string, string])[] = [
    ['extensionDevelopmentPath', remoteUri(base, suite.stub)],
    ['extensionTestsPath', remoteUri(base, suite.tests)],
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
  ];
  await browser.page.goto(workbenchUrl(base, workspace.folder, payload));
  await sleep(longest, undefined, { signal: finished.signal }).catch(() => {});
  if (!existsSync(suite.result)) process.stdout.write(`${log.slice(-100).join('\n')}\n`);
  return readCounts(suite);
}

/** Prints the report of the suite and answers its counts; one failure where it wrote none. */
export function readCounts(suite: Suite): Counts {
  try {
    const { report, ...counts } = parseResult(readFileSync(suite.result, 'utf8'));
    process.stdout.write(`${report}\n`);
    return counts;
  } catch (error) {
    process.stdout.write(`the suite of the extension host did not finish: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}
