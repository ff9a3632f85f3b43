import path from 'node:path';
import { URI } from 'vscode-uri';
import { compareTexts } from '../syntax/compare-texts.ts';
import { displayPath } from './display-path.ts';
import type { Io, Problem } from './io.ts';
import type { Target } from './target.ts';

export interface FoundTargets {
  readonly targets: readonly Target[];
  readonly problems: Problem[];
}

/** The documents that paths name, each once, in the order of their paths. `-` is standard input. */
export async function findTargets(paths: readonly string[], stdinPath: string | undefined, io: Io): Promise<FoundTargets> {
  const targets = new Map<string, Target>();
  const problems: Problem[] = [];
  for (const written of paths) {
    if (written === '-') {
      const uri = toUri(io, stdinPath ?? '<stdin>');
      targets.set(uri, { uri, path: stdinPath ?? '<stdin>', input: 'stdin', named: true });
      continue;
    }
    const uri = toUri(io, written);
    const kind = await io.host.kindOf(uri);
    if (kind === 'missing') problems.push({ path: written, message: 'no such file or folder' });
    else if (kind === 'file') add(targets, toTarget(io, uri, true));
    else {
      const found = await io.host.findFiles(uri);
      for (const file of found.files) add(targets, toTarget(io, file, false));
      for (const problem of found.problems) problems.push({ path: toTarget(io, problem.uri, false).path, message: problem.message });
    }
  }
  return { targets: [...targets.values()].sort((a, b) => compareTexts(a.path, b.path)), problems };
}

/** The target that is standard input, if there is one. */
export function findStdin(targets: readonly Target[]): { stdin?: Target } {
  const stdin = targets.find(({ input }) => input === 'stdin');
  return stdin === undefined ? {} : { stdin };
}

function add(targets: Map<string, Target>, target: Target): void {
  const known = targets.get(target.uri);
  if (known === undefined || !known.named) targets.set(target.uri, target);
}

function toTarget(io: Io, uri: string, named: boolean): Target {
  const relative = displayPath(io.cwd, uri);
  return { uri, path: relative === '' ? '.' : relative, input: 'file', named };
}

function toUri(io: Io, written: string): string {
  return URI.file(path.resolve(io.cwd, written)).toString();
}
