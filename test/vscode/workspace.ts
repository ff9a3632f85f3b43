import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for VS Code to open, with a copy of `examples/`, so that a test may change what it likes. */
export interface Workspace {
  readonly folder: string;
  read(name: string): string;
  write(name: string, text: string): void;
  delete(name: string): void;
  /** Deletes the folder. */
  remove(): void;
}

export function createWorkspace(): Workspace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leastwise-workspace-')));
  cpSync('examples', folder, { recursive: true });
  return {
    folder,
    read: (name) => readFileSync(path.join(folder, name), 'utf8'),
    write: (name, text) => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    },
    delete: (name) => rmSync(path.join(folder, name)),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}
