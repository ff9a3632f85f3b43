import path from 'node:path';
import { packageExtension } from '../../scripts/package.ts';
import { startHost } from '../../scripts/vscode/host.ts';
import type { Release } from '../../scripts/vscode/install.ts';
import { installVsCode, newest, oldest } from '../../scripts/vscode/install.ts';
import { startBrowser } from './browser.ts';
import type { Counts } from './counts.ts';
import { addCounts, nothing } from './counts.ts';
import { runInElectron } from './electron.ts';
import type { Suite } from './extension-host.ts';
import { prepareSuite, runInBrowser } from './extension-host.ts';
import { runPerson } from './person/index.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

const help = `npm run test:vscode [-- --newest] [-- --electron] [-- --only host|person] [-- --vsix FILE] [-- --grep TEXT]
Packages the extension and tests it in a real VS Code: a suite in the extension host, and a person at the keyboard.
  --newest    VS Code ${newest.vscode} instead of ${oldest.vscode}
  --electron  the extension host's suite in a desktop VS Code, which is downloaded
  --only      one of the two
  --vsix      an extension already packaged
  --grep      of the person's tests, those with this text in their titles
`;

interface Selection {
  readonly only: string | undefined;
  readonly grep: string | undefined;
}

/** Hovers and menus fade in otherwise, and a screenshot catches them halfway. */
const settings = { 'workbench.reduceMotion': 'on' };

/** Prints `N passed, N failed` as its last line; answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const release = args.includes('--newest') ? newest : oldest;
  const only = findOption(args, '--only');
  const vsix = findOption(args, '--vsix') ?? (await packageExtension());
  // Below node_modules, where the bundled suite finds mocha.
  const suite = await prepareSuite(path.resolve('node_modules', '.cache', 'leastwise', 'vscode'));
  const run = args.includes('--electron')
    ? testElectron(release, vsix, suite)
    : testBrowser(release, vsix, suite, { only, grep: findOption(args, '--grep') });
  const counts = await run.catch(countError);
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** A VS Code or a browser that does not start is a failure like any other. */
function countError(error: unknown): Counts {
  process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return { passed: 0, failed: 1 };
}

function findOption(args: readonly string[], name: string): string | undefined {
  const index = args.indexOf(name);
  return index < 0 ? undefined : args[index + 1];
}

function testElectron(release: Release, vsix: string, suite: Suite): Promise<Counts> {
  return withWorkspace((workspace) => runInElectron(release.vscode, vsix, workspace, suite));
}

async function testBrowser(release: Release, vsix: string, suite: Suite, { only, grep }: Selection): Promise<Counts> {
  const installation = await installVsCode(release);
  const inHost = async (run: (base: string, workspace: Workspace) => Promise<Counts>): Promise<Counts> =>
    withWorkspace(async (workspace) => {
      const host = await startHost(installation, { vsix: [vsix], settings, environment: { LEASTWISE_TEST_RESULT: suite.result } });
      return run(host.base, workspace).finally(host.stop);
    });
  let counts = nothing;
  if (only !== 'person')
    counts = addCounts(counts, await inHost((base, workspace) => withBrowser((browser) => runInBrowser(base, browser, workspace, suite))));
  if (only !== 'host')
    counts = addCounts(
      counts,
      await inHost((base, workspace) => withBrowser((browser) => runPerson(base, browser, workspace, release.vscode, grep))),
    );
  return counts;
}

async function withWorkspace(run: (workspace: Workspace) => Promise<Counts>): Promise<Counts> {
  const workspace = createWorkspace();
  return run(workspace).finally(workspace.remove);
}

async function withBrowser(run: (browser: Awaited<ReturnType<typeof startBrowser>>) => Promise<Counts>): Promise<Counts> {
  const browser = await startBrowser();
  return run(browser).finally(browser.stop);
}
