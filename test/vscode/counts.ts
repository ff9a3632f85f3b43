/** How many tests of a run passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const nothing: Counts = { passed: 0, failed: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** What the suite of the extension host hands back: its counts, and the report of mocha. */
export interface SuiteResult extends Counts {
  readonly report: string;
}

/** Reads the JSON that the suite wrote; throws where it is something else. */
export function parseResult(text: string): SuiteResult {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'passed' in value && 'failed' in value && 'report' in value) {
    const { passed, failed, report } = value;
    if (typeof passed === 'number' && typeof failed === 'number' && typeof report === 'string') return { passed, failed, report };
  }
  throw new Error(`no result: ${text}`);
}
