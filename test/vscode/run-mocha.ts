import { format } from 'node:util';
import Mocha from 'mocha';
import type { Counts } from './counts.ts';

export interface MochaOptions {
  /** Milliseconds for one test. */
  readonly timeout: number;
  /** Takes the lines of mocha's report. */
  print(line: string): void;
  /** Runs only the tests whose full title holds this text. */
  readonly only?: string | undefined;
  /** Called after a failed test, before the next one starts. */
  onFailure?(title: string): Promise<void>;
}

/** Runs the tests that `load` declares with `describe` and `it` of mocha, and answers how many passed and failed. */
export async function runMocha(load: () => Promise<void>, options: MochaOptions): Promise<Counts> {
  const mocha = new Mocha({ ui: 'bdd', timeout: options.timeout, color: false });
  Mocha.reporters.Base.consoleLog = (...args: readonly unknown[]) => options.print(format(...args));
  // What mocha does for each file it loads itself; the files are bundled here.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  if (options.only !== undefined) mocha.fgrep(options.only);
  const { onFailure } = options;
  if (onFailure !== undefined) {
    mocha.suite.afterEach(async function () {
      if (this.currentTest?.state === 'failed') await onFailure(this.currentTest.fullTitle());
    });
  }
  await load();
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 1 }));
  });
}
