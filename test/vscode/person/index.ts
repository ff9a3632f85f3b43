import { workbenchUrl } from '../../../scripts/vscode/host.ts';
import type { Browser } from '../browser.ts';
import type { Counts } from '../counts.ts';
import type { Editor } from '../editor.ts';
import { createEditor } from '../editor.ts';
import { runMocha } from '../run-mocha.ts';
import type { Workspace } from '../workspace.ts';
import { describePolicy } from './policy.ts';
import { describeSmoke } from './smoke.ts';

/** Every scenario of a person at the keyboard; each declares its tests for the editor it gets. */
const scenarios: readonly ((editor: Editor) => void)[] = [describeSmoke, describePolicy];

/** Opens the workbench in the browser and runs the scenarios one after the other. A failure leaves a screenshot. */
export async function runPerson(base: string, browser: Browser, workspace: Workspace, label: string): Promise<Counts> {
  const { page } = browser;
  await page.goto(workbenchUrl(base, workspace.folder));
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
  const editor = createEditor(page, workspace, label);
  return runMocha(
    async () => {
      for (const describeScenario of scenarios) describeScenario(editor);
    },
    { timeout: 240_000, print: (line) => process.stdout.write(`${line}\n`), onFailure: (title) => editor.screenshot(`failed-${title}`) },
  );
}
