import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { Workspace } from './workspace.ts';

/** Two idle cores take 7 s to the workbench and 13 s to the first squiggle; busy ones three times that. */
const patience = 60_000;

/** VS Code as a person sees it: keys go in, what the screen shows comes out. Selectors hold for 1.100 and 1.139. */
export interface Editor {
  /** Writes `text` to `name` in the workspace, closes what is open and opens the file. */
  openFile(name: string, text?: string): Promise<void>;
  /** Puts the cursor at a line and column, both from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Puts the cursor behind the `occurrence`-th (from 1) place where the file on disk, as opened, has `text`. */
  goBehind(text: string, occurrence?: number): Promise<void>;
  type(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Waits until at least `count` words are underlined; answers how many are. */
  squiggles(count?: number): Promise<number>;
  /** Opens the Problems view and answers the text of its rows once one has `text` in it. */
  problems(text: string): Promise<readonly string[]>;
  /** Asks for the quick fixes at the cursor and answers their titles; the menu stays open. */
  quickFixes(): Promise<readonly string[]>;
  /** Asks for the quick fixes at the cursor and applies the first whose title holds `title`. */
  quickFix(title: string): Promise<void>;
  /** Asks for completions at the cursor and answers the rows shown; the list stays open. */
  completions(): Promise<readonly string[]>;
  /** Asks for completions at the cursor and accepts the first whose label starts with `label`. */
  complete(label: string): Promise<void>;
  /** The text of the hover at the cursor. */
  hover(): Promise<string>;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Saves and answers the file on disk, once `saved` accepts it. */
  save(name: string, saved: (text: string) => boolean): Promise<string>;
  readDisk(name: string): string;
  /** Writes a picture of the window to `test/vscode/.screenshots`. */
  screenshot(name: string): Promise<void>;
}

/** Drives the workbench that `page` shows. `label` names the folder of its screenshots. */
export function createEditor(page: Page, workspace: Workspace, label: string): Editor {
  const editor = page.locator('.editor-instance').first();
  let opened = '';

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const goTo = async (line: number, column: number): Promise<void> => {
    await press('Control+g');
    await quickInput(page).waitFor({ timeout: patience });
    await page.keyboard.type(`${line}:${column}`);
    await press('Enter');
    await quickInput(page).waitFor({ state: 'hidden', timeout: patience });
  };
  const menu = page.locator('.action-widget .monaco-list-row.action');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');

  const quickFixes = async (): Promise<readonly string[]> => {
    await press('Control+.');
    await page.locator('.action-widget .monaco-list-row.action.focused').waitFor({ timeout: patience });
    return texts(menu);
  };
  const completions = async (): Promise<readonly string[]> => {
    await press('Control+Space');
    await suggestions.first().waitFor({ timeout: patience });
    return labels(suggestions);
  };
  const command = async (title: string): Promise<void> => {
    await press('F1');
    await quickInput(page).waitFor({ timeout: patience });
    await page.keyboard.type(title);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor({ timeout: patience });
    await press('Enter');
  };

  return {
    openFile: async (name, text) => {
      if (text !== undefined) workspace.write(name, text);
      opened = workspace.read(name);
      await command('View: Close All Editors');
      await press('Control+p');
      await quickInput(page).waitFor({ timeout: patience });
      await page.keyboard.type(name);
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) })
        .first()
        .waitFor({ timeout: patience });
      await press('Enter');
      await page.locator('.tab.active', { hasText: path.basename(name) }).waitFor({ timeout: patience });
      await editor.waitFor({ timeout: patience });
    },
    goTo,
    goBehind: async (text, occurrence = 1) => {
      const { line, column } = placeBehind(opened, text, occurrence);
      await goTo(line, column);
    },
    type: (text) => page.keyboard.type(text, { delay: 10 }),
    press,
    squiggles: async (count = 1) => {
      const marks = page.locator('.editor-instance .squiggly-error, .editor-instance .squiggly-warning, .editor-instance .squiggly-info');
      await marks.nth(count - 1).waitFor({ state: 'attached', timeout: patience });
      return marks.count();
    },
    problems: async (text) => {
      await command('Problems: Focus on Problems View');
      await page.locator('.markers-panel .monaco-list-row', { hasText: text }).first().waitFor({ timeout: patience });
      const rows = await texts(page.locator('.markers-panel .monaco-list-row'));
      await command('View: Focus Active Editor Group');
      return rows;
    },
    quickFixes,
    quickFix: async (title) => {
      const titles = await quickFixes();
      const index = titles.findIndex((row) => row.includes(title));
      if (index < 0) throw new Error(`no quick fix with ${title}, only:\n${titles.join('\n')}`);
      // Not a click: on 1.100 an overlay is in its way.
      for (let i = 0; i < index; i++) await press('ArrowDown');
      await press('Enter');
      await menu.first().waitFor({ state: 'hidden', timeout: patience });
    },
    completions,
    complete: async (label) => {
      const rows = await completions();
      const index = rows.findIndex((row) => row.startsWith(label));
      if (index < 0) throw new Error(`no completion ${label}, only:\n${rows.join('\n')}`);
      for (let i = 0; i < index; i++) await press('ArrowDown');
      await press('Enter');
      await suggestions.first().waitFor({ state: 'hidden', timeout: patience });
    },
    hover: async () => {
      await press('Control+k', 'Control+i');
      const hover = page.locator('.monaco-resizable-hover .hover-contents, .monaco-hover .hover-contents');
      await hover.first().waitFor({ timeout: patience });
      return (await texts(hover)).join('\n');
    },
    command,
    save: async (name, saved) => {
      await press('Control+s');
      const end = Date.now() + patience;
      while (!saved(workspace.read(name)) && Date.now() < end) await sleep(50);
      opened = workspace.read(name);
      return opened;
    },
    readDisk: (name) => workspace.read(name),
    screenshot: async (name) => {
      const folder = path.join('test', 'vscode', '.screenshots', label);
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name.replace(/[^\w.-]+/g, '-')}.png`) });
    },
  };
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible input').first();
}

async function texts(rows: Locator): Promise<string[]> {
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** A row of the suggestions says its label and its detail in `aria-label`. */
async function labels(rows: Locator): Promise<string[]> {
  const all = await rows.all();
  return Promise.all(all.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
}

function placeBehind(text: string, part: string, occurrence: number): { line: number; column: number } {
  let end = 0;
  for (let i = 0; i < occurrence; i++) {
    const start = text.indexOf(part, end);
    if (start < 0) throw new Error(`the file holds ${JSON.stringify(part)} fewer than ${occurrence} times`);
    end = start + part.length;
  }
  const before = text.slice(0, end).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
