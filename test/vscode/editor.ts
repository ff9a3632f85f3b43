import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { appears, findInFrames, nextText, patience, placeBehind, quickInput, squeeze, texts, until } from './screen.ts';
import type { Workspace } from './workspace.ts';

/** VS Code as a person sees it: keys go in, what the screen shows comes out. Selectors hold for 1.100 and 1.139. */
export interface Editor {
  /** Writes `text` to `name` in the workspace, closes what is open and opens the file. */
  openFile(name: string, text?: string): Promise<void>;
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Puts the cursor behind the `occurrence`-th (from 1) place where the file on disk, as opened or last saved, has `text`. */
  goBehind(text: string, occurrence?: number): Promise<void>;
  type(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Waits until exactly `count` stretches of the visible text are underlined. */
  squiggles(count: number): Promise<void>;
  /** Waits until the status bar counts this many problems; what is mere information has a number only where there is some. */
  problemCounts(errors: number, warnings: number, information?: number): Promise<void>;
  /** Opens the Problems view and answers its rows, from top to bottom, once one has `text` in it. */
  problems(text: string): Promise<readonly string[]>;
  /** Follows the link of a rule in the Problems view. */
  openRuleOfProblem(rule: string): Promise<void>;
  /** Asks for the quick fixes at the cursor and answers their titles; the menu stays open. */
  quickFixes(): Promise<readonly string[]>;
  /** Asks for the quick fixes at the cursor, chooses the first whose title starts with `title` and waits until the file is changed. */
  quickFix(title: string): Promise<void>;
  /** The same for a fix that asks first; answers what is shown before `apply` or `discard`. */
  quickFixThatAsks(title: string, answer: 'apply' | 'discard', picture?: string): Promise<string>;
  /** Asks for completions at the cursor and answers the rows shown; the list stays open. */
  completions(): Promise<readonly string[]>;
  /** Asks for completions at the cursor and accepts the first whose label starts with `label`. */
  complete(label: string): Promise<void>;
  /** The text of the hover at the cursor, once it has `text` in it. */
  hover(text: string): Promise<string>;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Chooses the entry of an open list of choices that starts with `label`; answers all that are shown. */
  choose(label: string, picture?: string): Promise<readonly string[]>;
  /** Waits until the file has unsaved changes. */
  changed(): Promise<void>;
  /** Saves and answers the file on disk. */
  save(): Promise<string>;
  /** Writes the settings of the workspace to disk and waits until they are in force. */
  settings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Waits until a page of Markdown shows `text`; answers all it shows. */
  page(text: string): Promise<string>;
  /** Writes a picture of the window to `test/vscode/.screenshots`. */
  screenshot(name: string): Promise<void>;
}

/** Drives the workbench that `page` shows. `label` names the folder of its screenshots. */
export function createEditor(page: Page, workspace: Workspace, label: string): Editor {
  const editor = page.locator('.editor-instance').first();
  /** Keys typed before the editor has the focus back are lost. */
  const focused = editor.locator('.monaco-editor.focused');
  const unsaved = page.locator('.tab.active.dirty');
  const squigglyWords = page.locator('.editor-instance :is(.squiggly-error, .squiggly-warning, .squiggly-info)');
  const menu = page.locator('.action-widget .monaco-list-row.action');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
  const choices = page.locator('.quick-input-list .monaco-list-row');
  let opened = { name: '', text: '' };
  let withNumbers = true;

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const goTo = async (line: number, column: number): Promise<void> => {
    await press('Control+g');
    await quickInput(page).waitFor({ timeout: patience });
    await page.keyboard.insertText(`${line}:${column}`);
    await press('Enter');
    await focused.waitFor({ timeout: patience });
  };
  const command = async (title: string): Promise<void> => {
    await press('F1');
    await quickInput(page).waitFor({ timeout: patience });
    await page.keyboard.insertText(title);
    await choices.filter({ hasText: title }).first().waitFor({ timeout: patience });
    await press('Enter');
  };
  const screenshot = async (name: string): Promise<void> => {
    const folder = path.join('test', 'vscode', '.screenshots', label);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
    // What fades in is shown as it will be.
    await page.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
  };
  /** Walks down a list with the arrow key: on 1.100 an overlay is in the way of a click, and rows out of sight do not exist. */
  const walkTo = async (rows: Locator, start: string): Promise<void> => {
    const row = rows.and(page.locator('.focused'));
    await row.waitFor({ timeout: patience });
    const seen: string[] = [];
    for (let text = ''; ; await press('ArrowDown')) {
      text = await nextText(row, text);
      if (text.startsWith(start)) return;
      if (seen.includes(text)) throw new Error(`nothing starts with ${start}, only:\n${seen.join('\n')}`);
      seen.push(text);
    }
  };
  const openMenu = async (): Promise<void> => {
    const first = menu.and(page.locator('.focused'));
    // On 1.139 the menu closes again where the lightbulb comes in the same moment; a person asks once more.
    for (let i = 0; i < 5; i++) {
      await press('Control+.');
      if (await appears(first, patience / 5)) return;
      await press('Escape');
    }
    throw new Error('no menu of quick fixes');
  };
  const chooseFix = async (title: string): Promise<void> => {
    await openMenu();
    await walkTo(menu, title);
    await press('Enter');
    await menu.first().waitFor({ state: 'hidden', timeout: patience });
  };
  const completions = async (): Promise<readonly string[]> => {
    await press('Control+Space');
    await suggestions.and(page.locator('.focused')).waitFor({ timeout: patience });
    return texts(suggestions);
  };

  return {
    openFile: async (name, text) => {
      if (text !== undefined) workspace.write(name, text);
      opened = { name, text: workspace.read(name) };
      // A test that failed may have left something open, and the file changed.
      await press('Escape', 'Escape');
      if ((await unsaved.count()) > 0) await command('File: Revert File');
      await command('View: Close All Editors');
      await page.locator('.tab').first().waitFor({ state: 'hidden', timeout: patience });
      await press('Control+p');
      await quickInput(page).waitFor({ timeout: patience });
      await page.keyboard.insertText(name);
      await choices
        .filter({ hasText: path.basename(name) })
        .filter({ hasText: path.dirname(name) === '.' ? '' : path.dirname(name) })
        .first()
        .waitFor({ timeout: patience });
      await press('Enter');
      await page.locator('.tab.active', { hasText: path.basename(name) }).waitFor({ timeout: patience });
      await focused.waitFor({ timeout: patience });
    },
    goTo,
    goBehind: async (text, occurrence = 1) => {
      const { line, column } = placeBehind(opened.text, text, occurrence);
      await goTo(line, column);
    },
    type: (text) => page.keyboard.type(text, { delay: 10 }),
    press,
    squiggles: (count) =>
      until(
        `${count} squiggles`,
        () => squigglyWords.count(),
        (found) => found === count,
      ),
    problemCounts: (errors, warnings, information = 0) =>
      until(
        `${errors} errors, ${warnings} warnings and ${information} with information`,
        async () => squeeze((await page.locator('[id="status.problems"]').textContent()) ?? ''),
        (shown) => shown === [errors, warnings, ...(information === 0 ? [] : [information])].join(' '),
      ),
    problems: async (text) => {
      await command('Problems: Focus on Problems View');
      const rows = page.locator('.markers-panel .monaco-list-row');
      await rows.filter({ hasText: text }).first().waitFor({ timeout: patience });
      const all = await texts(rows);
      await command('View: Focus Active Editor Group');
      return all;
    },
    openRuleOfProblem: async (rule) => {
      await command('Problems: Focus on Problems View');
      await page.locator('.markers-panel .monaco-list-row a.monaco-link', { hasText: rule }).first().click({ timeout: patience });
    },
    quickFixes: async () => {
      await openMenu();
      return texts(menu);
    },
    quickFix: async (title) => {
      await chooseFix(title);
      await unsaved.waitFor({ timeout: patience });
    },
    quickFixThatAsks: async (title, answer, picture) => {
      await chooseFix(title);
      const preview = page.locator('.bulk-edit-panel');
      const changes = preview.locator('.monaco-list-row');
      await changes.nth(1).waitFor({ timeout: patience });
      const shown = (await texts(changes)).join('\n');
      if (picture !== undefined) await screenshot(picture);
      if (answer === 'apply') await changes.locator('.edit-checkbox').first().check();
      await preview.locator('.monaco-button', { hasText: answer === 'apply' ? 'Apply' : 'Discard' }).click();
      if (answer === 'apply') await unsaved.waitFor({ timeout: patience });
      await preview.waitFor({ state: 'hidden', timeout: patience });
      return shown;
    },
    completions,
    complete: async (start) => {
      await completions();
      await walkTo(suggestions, start);
      await press('Enter');
      await suggestions.first().waitFor({ state: 'hidden', timeout: patience });
    },
    hover: async (text) => {
      await press('Control+k', 'Control+i');
      const parts = page.locator('.monaco-hover .hover-contents');
      await parts.filter({ hasText: text }).first().waitFor({ timeout: patience });
      return (await parts.allTextContents()).map(squeeze).join('\n');
    },
    command,
    choose: async (start, picture) => {
      await choices.and(page.locator('.focused')).waitFor({ timeout: patience });
      const shown = await texts(choices);
      if (picture !== undefined) await screenshot(picture);
      await walkTo(choices, start);
      await press('Enter');
      return shown;
    },
    changed: () => unsaved.waitFor({ timeout: patience }),
    save: async () => {
      await press('Control+s');
      await unsaved.waitFor({ state: 'hidden', timeout: patience });
      opened = { ...opened, text: workspace.read(opened.name) };
      return opened.text;
    },
    settings: async (settings) => {
      // The numbers of lines go and come with each change: the sign that the file has been read.
      withNumbers = !withNumbers;
      const all = { ...settings, 'editor.lineNumbers': withNumbers ? 'on' : 'off' };
      workspace.write('.vscode/settings.json', JSON.stringify(all));
      await until(
        'line numbers to come or go',
        () => editor.locator('.line-numbers').count(),
        (count) => count > 0 === withNumbers,
      );
    },
    page: (text) => findInFrames(page, text),
    screenshot,
  };
}
