import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Dialect } from './generate-template.ts';
import { timeProcess } from './machine.ts';
import type { Times } from './measure.ts';

/** `leastwise check` of a file of 100 lines, each time a new process: catalogue read, template checked, findings printed. */
export function timeColdCheck(dialect: Dialect): Times {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leastwise-bench-'));
  try {
    const file = path.join(folder, dialect.file);
    writeFileSync(file, dialect.generate(100));
    return timeProcess(['dist/cli.js', 'check', file], 20, [1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
