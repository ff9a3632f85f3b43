import type { Problem } from './io.ts';
import type { Outcome } from './outcome.ts';
import type { Target } from './target.ts';

export interface ProblemList {
  readonly all: readonly Problem[];
  add(problem: Problem): void;
  /** What went wrong with a target. A configuration file is reported once, whatever it applies to. */
  addOf(target: Target, opening: Pick<Outcome, 'problem' | 'configuration'>): void;
}

export function collectProblems(first: readonly Problem[]): ProblemList {
  const all = [...first];
  const configurations = new Set<string>();
  return {
    all,
    add: (problem) => void all.push(problem),
    addOf({ path }, { problem, configuration }) {
      if (problem !== undefined) all.push({ path, message: problem });
      if (configuration === undefined || configurations.has(configuration.path)) return;
      configurations.add(configuration.path);
      for (const message of configuration.messages) all.push({ path: configuration.path, message });
    },
  };
}
