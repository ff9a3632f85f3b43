import type { SerializedError } from 'vitest';
import type { TestModule, TestRunEndReason } from 'vitest/node';
import { DefaultReporter } from 'vitest/node';

/** The usual report, and then, as the very last line, `N passed, N failed`. */
export class CountReporter extends DefaultReporter {
  override onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): void {
    super.onTestRunEnd(modules, errors, reason);
    const { passed, failed } = countTests(modules, errors);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}

/** Counts every test; a file that could not be loaded, a hook that failed and an error outside any test are failures too. */
function countTests(modules: readonly TestModule[], errors: readonly SerializedError[]): { passed: number; failed: number } {
  let passed = 0;
  let failed = errors.length;
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      if (state === 'failed') failed++;
    }
  }
  return { passed, failed };
}
