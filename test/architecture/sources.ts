import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A source file and what it imports: paths from the repository's root for our own files, names as written for packages. */
export interface SourceFile {
  readonly file: string;
  readonly imports: readonly string[];
}

/** Static imports, re-exports, side-effect imports, and `import(…)` of a literal, in code and in types. */
const importPattern =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Every TypeScript file below the folders, with its imports. */
export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
      .map((file) => ({ file, imports: findImports(file, readFileSync(file, 'utf8')) })),
  );
}

/** The imports of a file's text. */
export function findImports(file: string, text: string): readonly string[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const written = match[1] ?? match[2] ?? match[3] ?? '';
    return written.startsWith('.') ? path.posix.join(path.posix.dirname(file), written) : written;
  });
}
