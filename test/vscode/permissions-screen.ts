import type { Page } from 'playwright-core';
import { patience, squeeze, texts, until } from './screen.ts';

/** The lenses of the editor, the tree of permissions and where the cursor is, as a person sees them. */
export interface PermissionsScreen {
  /** The lenses in sight, from top to bottom, once there are `count`. */
  lenses(count: number): Promise<readonly string[]>;
  clickLens(text: string): Promise<void>;
  /** The rows of the tree, from top to bottom, once one has `text` in it. */
  rows(text: string): Promise<readonly string[]>;
  /** Opens the first row that begins with `start`, from the keyboard. */
  expand(start: string): Promise<void>;
  /** Clicks the first row that begins with `start`. */
  follow(start: string): Promise<void>;
  /** Waits until the status bar says that the cursor is in this line. */
  isInLine(line: number): Promise<void>;
  /** Gives the name at the cursor another; `picture` shows the field with it. */
  rename(to: string, picture: string): Promise<void>;
  /** What the view says while it has no tree. */
  welcome(text: string): Promise<void>;
}

export function createPermissionsScreen(page: Page, screenshot: (name: string) => Promise<void>): PermissionsScreen {
  const lenses = page.locator('.editor-instance .codelens-decoration a');
  const view = page.locator('.part.sidebar .pane-body');
  const rows = view.locator('.monaco-list-row');
  const row = (start: string) => rows.filter({ hasText: new RegExp(`^\\s*${start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) }).first();

  return {
    async lenses(count) {
      await until(
        `${count} lenses`,
        () => lenses.count(),
        (found) => found === count,
      );
      return (await lenses.allTextContents()).map(squeeze);
    },
    clickLens: (text) => lenses.filter({ hasText: text }).first().click({ timeout: patience }),
    async rows(text) {
      await rows.filter({ hasText: text }).first().waitFor({ timeout: patience });
      return texts(rows);
    },
    async expand(start) {
      const one = row(start);
      await one.waitFor({ timeout: patience });
      if ((await one.getAttribute('aria-expanded')) === 'true') return;
      await one.locator('.monaco-tl-twistie').click();
      await until(
        `${start} to open`,
        () => one.getAttribute('aria-expanded'),
        (found) => found === 'true',
      );
    },
    follow: (start) => row(start).click({ timeout: patience }),
    isInLine: (line) =>
      until(
        `the cursor in line ${line}`,
        async () => squeeze((await page.locator('[id="status.editor.selection"]').textContent()) ?? ''),
        (shown) => shown.startsWith(`Ln ${line},`),
      ),
    async rename(to, picture) {
      const field = page.locator('.rename-box input');
      await page.keyboard.press('F2');
      await field.waitFor({ timeout: patience });
      await field.fill(to);
      await screenshot(picture);
      await page.keyboard.press('Enter');
      await field.waitFor({ state: 'hidden', timeout: patience });
    },
    welcome: (text) => view.locator('.welcome-view', { hasText: text }).first().waitFor({ timeout: patience }),
  };
}
