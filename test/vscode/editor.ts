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
  /** Puts the cursor behind the `occurrence`-th (from 1) place where the file on disk, as opened or last saved, has `text`. */
  goBehind(text: string, occurrence?: number): Promise<void>;
  type(text: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Waits until exactly `count` stretches of the visible text are underlined. */
  squiggles(count: number): Promise<void>;
  /** Waits until the status bar counts this many problems. */
  problemCounts(errors: number, warnings: number): Promise<void>;
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
  /** The text of the hover at the cursor. */
  hover(): Promise<string>;
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
    await quickInput(page).waitFor({ state: 'hidden', timeout: patience });
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
    const focused = rows.and(page.locator('.focused'));
    await focused.waitFor({ timeout: patience });
    const seen: string[] = [];
    for (let text = ''; ; await press('ArrowDown')) {
      text = await nextText(focused, text);
      if (text.startsWith(start)) return;
      if (seen.includes(text)) throw new Error(`nothing starts with ${start}, only:\n${seen.join('\n')}`);
      seen.push(text);
    }
  };
  const openMenu = async (): Promise<void> => {
    await press('Control+.');
    await menu.and(page.locator('.focused')).waitFor({ timeout: patience });
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
      await editor.waitFor({ timeout: patience });
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
    problemCounts: (errors, warnings) =>
      until(
        `${errors} errors and ${warnings} warnings`,
        async () => squeeze(await page.locator('[id="status.problems"]').innerText()),
        (shown) => shown === `${errors} ${warnings}` || (errors + warnings === 0 && shown === '0 0'),
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
      await page.locator('.markers-panel .monaco-list-row .code-link a', { hasText: rule }).first().click({ timeout: patience });
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
      const preview = page.locator('.refactor-preview');
      const changes = preview.locator('.monaco-list-row');
      await changes.nth(1).waitFor({ timeout: patience });
      const shown = (await texts(changes)).join('\n');
      if (picture !== undefined) await screenshot(picture);
      await command(answer === 'apply' ? 'Refactor Preview: Apply Refactoring' : 'Refactor Preview: Discard Refactoring');
      if (answer === 'apply') await unsaved.waitFor({ timeout: patience });
      await changes.first().waitFor({ state: 'hidden', timeout: patience });
      return shown;
    },
    completions,
    complete: async (start) => {
      await completions();
      await walkTo(suggestions, start);
      await press('Enter');
      await suggestions.first().waitFor({ state: 'hidden', timeout: patience });
    },
    hover: async () => {
      await press('Control+k', 'Control+i');
      const hover = page.locator('.monaco-hover .hover-contents');
      await hover.first().waitFor({ timeout: patience });
      return (await hover.allInnerTexts()).map(squeeze).join('\n');
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

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible input').first();
}

/** What the rows of a list say, in the order in which they are shown. */
function texts(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((elements) =>
    elements
      .map((row) => ({ place: Number(row.getAttribute('data-index')), text: (row.textContent ?? '').replace(/\s+/g, ' ').trim() }))
      .sort((a, b) => a.place - b.place)
      .map(({ text }) => text),
  );
}

/** The text of the row in focus, once it is another than `last`, or after a moment in which it stays. */
async function nextText(focused: Locator, last: string): Promise<string> {
  for (let i = 0; i < 20; i++) {
    const [text] = await texts(focused);
    if (text !== undefined && text !== last) return text;
    await sleep(25);
  }
  return last;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Polls what the screen shows until `accept` says so; the error tells what it showed last. */
async function until<T>(what: string, look: () => Promise<T>, accept: (found: T) => boolean): Promise<void> {
  const end = Date.now() + patience;
  let found = await look();
  while (!accept(found)) {
    if (Date.now() > end) throw new Error(`waited for ${what}; there is ${String(found)}`);
    await sleep(50);
    found = await look();
  }
}

/** A page of Markdown is a frame in a frame. */
async function findInFrames(page: Page, text: string): Promise<string> {
  let shown: readonly string[] = [];
  await until(
    `a page with ${text}`,
    async () => {
      shown = await Promise.all(
        page.frames().map((frame) =>
          frame
            .locator('body')
            .innerText({ timeout: 1000 })
            .catch(() => ''),
        ),
      );
      return shown.slice(1).join('\n---\n');
    },
    (all) => all.includes(text),
  );
  return shown.slice(1).find((frame) => frame.includes(text)) ?? '';
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
