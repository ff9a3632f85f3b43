import type { Times } from './measure.ts';
import { renderNumber, renderTable } from './table.ts';

/** One row of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'MB' | '%';
  /** Absent where there is one value only. */
  readonly median?: number;
  /** The 95th percentile of times, or the one value: it is held against the target. */
  readonly value: number;
  /** The value is to be below. */
  readonly target?: number;
}

export function timesFigure(name: string, { median, p95 }: Times, target?: number): Figure {
  return { name, unit: 'ms', median, value: p95, ...(target === undefined ? {} : { target }) };
}

export function renderFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, median, value, target }) => [
    `${name}, ${unit}`,
    median === undefined ? '' : renderNumber(median),
    renderNumber(value),
    target === undefined ? '' : `< ${renderNumber(target)}`,
    target === undefined ? '' : value < target ? 'met' : `missed by ${renderNumber(value - target)}`,
  ]);
  return renderTable([['', 'median', 'p95', 'target', ''], ...rows]);
}

/** Megabytes of 2^20 bytes. */
export function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
