import type { Report, ReportedFile } from '../report.ts';

/** The report as JSON, of `schemas/findings.schema.json`; lines and characters from 0. */
export function renderJson({ files, problems }: Report): string {
  const report = { version: 1, files: files.map(toFile), errors: problems.map(({ path, message }) => ({ path, message })) };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function toFile({ path, lines, findings }: ReportedFile): object {
  return {
    path,
    findings: findings.map(({ diagnostic: { rule, severity, message, place, fixes } }) => ({
      rule,
      severity,
      message,
      range: { start: lines.position(place.start), end: lines.position(place.end) },
      fixes: fixes.map(({ title, effect, preferred }) => ({ title, effect, preferred })),
    })),
  };
}
