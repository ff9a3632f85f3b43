import os from 'node:os';
import path from 'node:path';
import { runCompiled } from './code-cache.ts';
import { setEngineUp } from './engine-settings.ts';
import { findUserFolder } from './private-store.ts';

/** The programs of a package are one module, of which each compiles what it needs. */
export type ProgramName = 'cli' | 'checkWorker' | 'server';

/** What a program is told by who loads it. */
export interface Place {
  /** Folder of the module, which holds the catalogue too. */
  readonly folder: string;
  /** Starts another program of the same module. */
  start(name: ProgramName): Promise<void>;
  /** Keeps what the engine has compiled until now for the next process: worth its while when the program has done what it is for. */
  keepCompiled(): void;
}

/** What `program.js` exports. */
type Programs = Readonly<Record<ProgramName, (place: Place) => Promise<void>>>;

/** Starts a program of the module `program.js` in a folder. */
export function loadProgram(folder: string, name: ProgramName): Promise<void> {
  setEngineUp();
  const isServer = name === 'server' || process.argv[2] === 'lsp';
  const compiled = runCompiled({ file: path.join(folder, 'program.js'), use: isServer ? 'server' : 'cli', folder: findFolder() });
  const programs = compiled.exports as Programs;
  const place: Place = { folder, start: (other) => programs[other](place), keepCompiled: () => compiled.keep() };
  return programs[name](place);
}

/** Whoever sets `NODE_DISABLE_COMPILE_CACHE` refuses, as with Node's own; measured coverage is of code that this process has compiled. */
function findFolder(): string | undefined {
  const { env, platform } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE || env.NODE_V8_COVERAGE) return undefined;
  const above = findUserFolder({ env, platform, home: os.homedir });
  return above && path.join(above, 'leastwise', 'compiled');
}
