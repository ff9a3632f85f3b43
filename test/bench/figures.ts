import type { Times } from './measure.ts';
import { renderNumber } from './table.ts';

/** One row of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'MB' | '%';
  /** Absent where there is one value only. */
  readonly times?: Times;
  /** The 95th percentile of times, or the one value: it is held against the target. */
  readonly value: number;
  /** The value is to be below. */
  readonly target?: number;
}

/** Figures in the order in which they are measured, each as soon as it is. */
export type Figures = AsyncGenerator<Figure, void, void>;

export function timesFigure(name: string, times: Times, target?: number): Figure {
  return { name, unit: 'ms', times, value: times.p95, ...(target === undefined ? {} : { target }) };
}

const WIDTH = 76;

export const HEADING = renderRow('', ['runs', 'median', 'p95', 'target', '']);

/** A row that can be printed before the others are known. */
export function renderFigure({ name, unit, times, value, target }: Figure): string {
  return renderRow(`${name}, ${unit}`, [
    times === undefined ? '' : String(times.count),
    times === undefined ? '' : renderNumber(times.median),
    renderNumber(value),
    target === undefined ? '' : `< ${renderNumber(target)}`,
    target === undefined ? '' : value < target ? 'met' : `missed by ${renderNumber(value - target)}`,
  ]);
}

function renderRow(name: string, cells: readonly string[]): string {
  const widths = [5, 8, 8, 8];
  const padded = cells.map((cell, i) => cell.padStart(widths[i] ?? 0));
  return `${name.padEnd(WIDTH)}${padded.join('  ')}`.trimEnd();
}

/** Megabytes of 2^20 bytes. */
export function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
