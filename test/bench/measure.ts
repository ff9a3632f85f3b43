/** Times of one measurement, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
  readonly count: number;
}

/** How often something is measured. */
export interface Sampling {
  /** Runs that count; where they take longer than the span, `FEWEST`; where these take twice as long, as many as there are by then. */
  readonly count: number;
  /** Runs before those that count; fewer where they take longer than twice the span. */
  readonly warmUp: number;
  /** Milliseconds. */
  readonly span: number;
}

const FEWEST = 20;

/** Nearest-rank percentiles: each is a time that was measured. */
export function summarize(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
}

/** Milliseconds that `run` takes. */
export async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function timeSync(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Times of runs, each of which answers its own; `index` counts those that only warm up too. */
export async function timeRuns({ count, warmUp, span }: Sampling, run: (index: number) => Promise<number>): Promise<Times> {
  const times: number[] = [];
  let index = 0;
  for (const start = performance.now(); index < warmUp && performance.now() - start < 2 * span; index++) await run(index);
  const evenOut = async (): Promise<void> => {
    // Edits come in twos, the second of which takes the first one back.
    if (index % 2 === 1) await run(index++);
  };
  await evenOut();
  const start = performance.now();
  const isEnough = (spent: number): boolean => times.length >= count || spent >= (times.length < FEWEST ? 2 * span : span);
  do times.push(await run(index++));
  while (!isEnough(performance.now() - start));
  await evenOut();
  return summarize(times);
}
