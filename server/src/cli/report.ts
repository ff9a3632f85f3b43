import { compareTexts } from '../syntax/compare-texts.ts';
import type { Problem } from './io.ts';
import type { CheckedFinding, Outcome } from './outcome.ts';
import { collectProblems } from './problems.ts';
import type { Target } from './target.ts';

export interface ReportedFile {
  readonly path: string;
  /** Decoded at each call, in the order of the text, each once. */
  findings(): readonly CheckedFinding[];
}

/** What a check found; the formats print it. */
export interface Report {
  /** Files that hold policies, or have findings as a fragment of another, by path. */
  readonly files: readonly ReportedFile[];
  readonly problems: readonly Problem[];
  /** How many files the paths named, with policies or without. */
  readonly looked: number;
  /** Whether there is a finding. */
  readonly found: boolean;
  /** Faults of ours. */
  readonly faults: readonly string[];
}

/** Puts outcomes together in the order of the targets, whatever the order they came in. `first`: problems that come before them. */
export function buildReport(targets: readonly Target[], outcomes: ReadonlyMap<Target, Outcome>, first: readonly Problem[]): Report {
  const files = new Map<string, string[]>();
  const problems = collectProblems(first);
  const faults: string[] = [];
  for (const target of targets) {
    const outcome = outcomes.get(target);
    if (outcome === undefined) continue;
    problems.addOf(target, outcome);
    for (const { path, findings } of outcome.files) {
      const known = files.get(path);
      if (known === undefined) files.set(path, [findings]);
      else known.push(findings);
    }
    if (outcome.fault !== undefined) faults.push(`${target.path}: ${outcome.fault}`);
  }
  const reported = [...files].map(([path, encoded]) => ({ path, findings: () => decodeFindings(encoded) }));
  return {
    files: reported.sort((a, b) => compareTexts(a.path, b.path)),
    problems: problems.all,
    looked: targets.length,
    found: [...files.values()].flat().some((findings) => findings !== '[]'),
    faults,
  };
}

/** A fragment has the same findings through every document that names it. */
function decodeFindings(encoded: readonly string[]): readonly CheckedFinding[] {
  const findings = new Map<string, CheckedFinding>();
  for (const finding of encoded.flatMap((text) => JSON.parse(text) as readonly CheckedFinding[])) {
    const { rule, message, start, end } = finding;
    const key = `${rule} ${start} ${end} ${message}`;
    if (!findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()].sort((a, b) => a.start - b.start);
}
