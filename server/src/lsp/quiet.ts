/** Knows when nobody types and nothing is being answered: what can wait, waits for that. */
export interface Quiet {
  /** Somebody types just now. */
  disturb(): void;
  /** It is not quiet until `work` has settled. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Whether it has been quiet for so many milliseconds; never after `close`. */
  isSince(milliseconds: number): boolean;
  /** Settles after so many milliseconds or more, once it has been quiet for as long; never after `close`. */
  wait(milliseconds: number): Promise<void>;
  close(): void;
}

export function createQuiet(): Quiet {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let disturbed = performance.now();
  let running = 0;
  let isClosed = false;

  function disturb(): void {
    disturbed = performance.now();
  }

  function settle(): void {
    running--;
    disturb();
  }

  function isSince(milliseconds: number): boolean {
    return !isClosed && running === 0 && performance.now() - disturbed >= milliseconds;
  }

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (isClosed) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });
  }

  return {
    disturb,
    during(work) {
      running++;
      work.then(settle, settle);
      return work;
    },
    isSince,
    async wait(milliseconds) {
      do await sleep(milliseconds);
      while (!isSince(milliseconds));
    },
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
