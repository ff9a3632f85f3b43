import type { Report } from './rule.ts';

export const NOTHING: readonly Report[] = [];

/** What `check` says of each item. Where a rule is asked of every statement, as here, this costs less than a generator. */
export function reportEach<T>(items: Iterable<T>, check: (item: T) => Report | undefined): readonly Report[] {
  let reports: Report[] | undefined;
  for (const item of items) {
    const report = check(item);
    if (report === undefined) continue;
    if (reports === undefined) reports = [report];
    else reports.push(report);
  }
  return reports ?? NOTHING;
}
