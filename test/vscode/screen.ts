import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';

/** Two idle cores take 7 s to the workbench and 13 s to the first squiggle; busy ones twice that. */
export const patience = 30_000;

/** The input field of the palette and of lists of choices. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible input').first();
}

/** What the rows of a list say, in the order in which they are shown. */
export function texts(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((elements) =>
    elements
      .map((row) => ({ place: Number(row.getAttribute('data-index')), text: (row.textContent ?? '').replace(/\s+/g, ' ').trim() }))
      .sort((a, b) => a.place - b.place)
      .map(({ text }) => text),
  );
}

/** The text of the row in focus, once it is another than `last`, or after a moment in which it stays. */
export async function nextText(focused: Locator, last: string): Promise<string> {
  for (let i = 0; i < 20; i++) {
    const [text] = await texts(focused);
    if (text !== undefined && text !== last) return text;
    await sleep(25);
  }
  return last;
}

/** Text with each gap as one space. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether something is there within so many milliseconds. */
export function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Polls what the screen shows until `accept` says so; the error tells what it showed last. */
export async function until<T>(what: string, look: () => Promise<T>, accept: (found: T) => boolean): Promise<void> {
  const end = Date.now() + patience;
  let found = await look();
  while (!accept(found)) {
    if (Date.now() > end) throw new Error(`waited for ${what}; there is ${String(found)}`);
    await sleep(50);
    found = await look();
  }
}

/** A page of Markdown is a frame in a frame. */
export async function findInFrames(page: Page, text: string): Promise<string> {
  let shown: readonly string[] = [];
  await until(
    `a page with ${text}`,
    async () => {
      shown = await Promise.all(page.frames().map(textOf));
      return shown.slice(1).join('\n---\n');
    },
    (all) => all.includes(text),
  );
  return shown.slice(1).find((frame) => frame.includes(text)) ?? '';
}

async function textOf(frame: Frame): Promise<string> {
  const body = frame.locator('body');
  // A frame that goes away has no text.
  return (await body.textContent({ timeout: 1000 }).catch(() => null)) ?? '';
}

/** Line and column, both from 1, behind the `occurrence`-th place where `text` has `part`; throws where there are fewer. */
export function placeBehind(text: string, part: string, occurrence: number): { line: number; column: number } {
  let end = 0;
  for (let i = 0; i < occurrence; i++) {
    const start = text.indexOf(part, end);
    if (start < 0) throw new Error(`the file holds ${JSON.stringify(part)} fewer than ${occurrence} times`);
    end = start + part.length;
  }
  const before = text.slice(0, end).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
