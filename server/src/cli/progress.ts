import pc from 'picocolors';
import type { Io } from './io.ts';
import { wantsColor } from './output/color.ts';

export interface Progress {
  /** One more of them is done. */
  step(): void;
  /** Takes what it drew away. */
  end(): void;
}

/** In milliseconds: nothing is drawn of what takes less than the first, and not more often than the second. */
const DELAY = 300;
const INTERVAL = 80;

/** Characters of the bar; with the numbers it fits into 40 columns. */
const WIDTH = 20;

/** A bar for a person who waits: on a terminal that can take it back, and nowhere else. `now` tells the time in milliseconds. */
export function createProgress(total: number, io: Pick<Io, 'stderr' | 'env'>, now: () => number = () => performance.now()): Progress {
  if (!io.stderr.isTerminal || isSet(io.env.CI) || io.env.TERM === 'dumb') return { step: () => {}, end: () => {} };
  const colors = pc.createColors(wantsColor(io, true));
  let done = 0;
  let due = now() + DELAY;
  let isDrawn = false;
  return {
    step() {
      done++;
      if (now() < due) return;
      due = now() + INTERVAL;
      isDrawn = true;
      const full = Math.floor((WIDTH * done) / total);
      const bar = colors.cyan('━'.repeat(full)) + colors.dim('━'.repeat(WIDTH - full));
      io.stderr.write(`\r${bar} ${done}/${total} files`);
    },
    end() {
      if (isDrawn) io.stderr.write('\r\u001B[2K');
      isDrawn = false;
    },
  };
}

/** As build servers set `CI`: to anything but nothing or `false`. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false';
}
