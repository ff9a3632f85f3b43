import { workbenchUrl } from '../../../scripts/vscode/host.ts';
import type { Browser } from '../browser.ts';
import type { Counts } from '../counts.ts';
import type { Editor } from '../editor.ts';
import { createEditor } from '../editor.ts';
import type { PermissionsScreen } from '../permissions-screen.ts';
import { createPermissionsScreen } from '../permissions-screen.ts';
import { runMocha } from '../run-mocha.ts';
import type { Workspace } from '../workspace.ts';
import { describeControl } from './control.ts';
import { describeDialects } from './dialects.ts';
import { describeExample } from './example.ts';
import { describePermissions } from './permissions.ts';
import { describeRepairs } from './repairs.ts';
import { describeWriting } from './writing.ts';

/** Every scenario of a person at the keyboard; each declares its tests for the editor it gets. */
const scenarios: readonly ((editor: Editor, workspace: Workspace, screen: PermissionsScreen) => void)[] = [
  describeExample,
  describeRepairs,
  describeWriting,
  describeDialects,
  describeControl,
  (editor, _workspace, screen) => describePermissions(editor, screen),
];

/** Opens the workbench in the browser and runs the scenarios one after the other. A failure leaves a screenshot. */
export async function runPerson(
  base: string,
  browser: Browser,
  workspace: Workspace,
  label: string,
  only: string | undefined,
): Promise<Counts> {
  const { page } = browser;
  await page.goto(workbenchUrl(base, workspace.folder));
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
  const editor = createEditor(page, workspace, label);
  const screen = createPermissionsScreen(page, editor.screenshot);
  return runMocha(
    async () => {
      for (const describeScenario of scenarios) describeScenario(editor, workspace, screen);
    },
    {
      timeout: 180_000,
      only,
      print: (line) => process.stdout.write(`${line}\n`),
      onFailure: (title) => editor.screenshot(`failed-${title}`),
    },
  );
}
