import type { Changes, Diagnostic } from '../analysis/answers.ts';
import type { Severity } from '../lint/rule.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { Problem } from './io.ts';

/** From the gravest to the least. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export interface ReportedFinding {
  readonly diagnostic: Diagnostic;
  /** Of each fix, in their order, where the format asks for them: `undefined` where the fix is not proved on this document. */
  readonly changes: readonly (Changes | undefined)[];
}

export interface ReportedFile {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** In the order of the text. */
  readonly findings: readonly ReportedFinding[];
}

/** What a check found; the formats print it. */
export interface Report {
  /** Files that hold policies, or have findings as a fragment of another, by path. */
  readonly files: readonly ReportedFile[];
  readonly problems: readonly Problem[];
  /** How many files the paths named, with policies or without. */
  readonly looked: number;
}

export interface ReportBuilder {
  /** Names a file that was checked. */
  addFile(uri: string, path: string, text: string): void;
  /** Adds a finding to a file that was added; one that is there already is not repeated. */
  addFinding(finding: ReportedFinding): void;
  build(problems: readonly Problem[], looked: number): Report;
}

export function createReportBuilder(): ReportBuilder {
  const files = new Map<string, { path: string; text: string; findings: Map<string, ReportedFinding> }>();
  return {
    addFile(uri, path, text) {
      if (!files.has(uri)) files.set(uri, { path, text, findings: new Map() });
    },
    addFinding(finding) {
      const { rule, message, place } = finding.diagnostic;
      const { findings } = files.get(place.uri) ?? {};
      const key = `${rule} ${place.start} ${place.end} ${message}`;
      if (findings?.has(key) === false) findings.set(key, finding);
    },
    build(problems, looked) {
      const reported = [...files].map(([uri, { path, text, findings }]) => ({
        uri,
        path,
        text,
        lines: createLineIndex(text),
        findings: [...findings.values()].sort((a, b) => a.diagnostic.place.start - b.diagnostic.place.start),
      }));
      return { files: reported.sort((a, b) => (a.path < b.path ? -1 : 1)), problems, looked };
    },
  };
}
