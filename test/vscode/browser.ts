import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';

export interface Browser {
  readonly page: Page;
  stop(): Promise<void>;
}

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser of this machine (`$CHROMIUM`, else Chromium or Chrome where Linux installs them). */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? candidates.find((file) => existsSync(file));
  if (executablePath === undefined)
    throw new Error(`no browser: install chromium and fonts-dejavu-core, or set CHROMIUM (looked for ${candidates.join(', ')})`);
  const profile = mkdtempSync(path.join(tmpdir(), 'leastwise-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 1000 },
    args: flags,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    stop: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
