import type { CheckedFinding } from '../outcome.ts';
import type { Report, ReportedFile } from '../report.ts';
import { renderList } from './list.ts';

/** The report as JSON, of `schemas/findings.schema.json`; lines and characters from 0. In pieces. */
export function renderJson({ files, problems }: Report): Iterable<string> {
  const errors = problems.map(({ path, message }) => ({ path, message }));
  return renderList((list) => ({ version: 1, files: list, errors }), 1, encodeFiles(files));
}

function* encodeFiles(files: readonly ReportedFile[]): Generator<object> {
  for (const { path, findings } of files) yield { path, findings: findings().map(toFinding) };
}

function toFinding({ rule, severity, message, range, fixes }: CheckedFinding): object {
  const { start, end } = range;
  return {
    rule,
    severity,
    message,
    range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } },
    fixes: fixes.map(({ title, effect, preferred }) => ({ title, effect, preferred })),
  };
}
