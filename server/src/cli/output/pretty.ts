import pc from 'picocolors';
import type { Severity } from '../../lint/rule.ts';
import type { Report, ReportedFile, ReportedFinding } from '../report.ts';
import { SEVERITIES } from '../report.ts';
import type { Excerpt } from './excerpt.ts';
import { drawExcerpt } from './excerpt.ts';
import { printable } from './printable.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** Lines drawn under one finding: a longer range is cut here. */
const DRAWN_LINES = 3;

const NAMES: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['information', 'information'],
  hint: ['hint', 'hints'],
};

/** The report for a person: what goes to standard output, and what to standard error. Lines and columns from 1. */
export function renderPretty(
  { files, problems }: Report,
  color: { readonly findings: boolean; readonly problems: boolean },
): { findings: string; problems: string } {
  const colors = pc.createColors(color.findings);
  const errorColors = pc.createColors(color.problems);
  const findings = files.flatMap((file) => file.findings.map((finding) => renderFinding(file, finding, colors)));
  return {
    findings: [...findings, renderSummary(files, problems.length, colors)].join('\n'),
    problems: problems.map(({ path, message }) => `${printable(path)}: ${errorColors.red('error')}: ${printable(message)}\n`).join(''),
  };
}

function renderFinding({ path, text, lines }: ReportedFile, { diagnostic }: ReportedFinding, colors: Colors): string {
  const { rule, severity, message, place, fixes } = diagnostic;
  const paint = painter(severity, colors);
  const { line, character } = lines.position(place.start);
  const drawn = drawExcerpt(text, lines, place, DRAWN_LINES);
  const margin = Math.max(...drawn.map((excerpt) => String(excerpt.line + 1).length));
  const gutter = (label: string): string => colors.dim(`${label.padStart(margin + 1)} | `);
  return [
    `${colors.bold(printable(path))}:${line + 1}:${character + 1} ${paint(severity)} ${colors.cyan(rule)}`,
    ...drawn.flatMap((excerpt, index) => renderExcerpt(excerpt, index === drawn.length - 1 ? printable(message) : '', gutter, paint)),
    ...fixes.map(({ title, preferred }, index) => {
      const name = `fix ${index + 1}${preferred ? ' (preferred)' : ''}`;
      return `${colors.dim(`${''.padStart(margin + 1)} = `)}${colors.green(name)}: ${printable(title)}`;
    }),
    '',
  ].join('\n');
}

function renderExcerpt(
  { line, text, before, width }: Excerpt,
  message: string,
  gutter: (label: string) => string,
  paint: (text: string) => string,
): string[] {
  const carets = `${' '.repeat(before)}${paint(`${'^'.repeat(width)}${message === '' ? '' : ` ${message}`}`)}`;
  return [`${gutter(String(line + 1))}${text}`.trimEnd(), `${gutter('')}${carets}`];
}

function renderSummary(files: readonly ReportedFile[], unreadable: number, colors: Colors): string {
  const all = files.flatMap(({ findings }) => findings.map(({ diagnostic }) => diagnostic.severity));
  const counts = SEVERITIES.flatMap((severity) => {
    const count = all.filter((own) => own === severity).length;
    return count === 0 ? [] : [painter(severity, colors)(`${count} ${NAMES[severity][count === 1 ? 0 : 1]}`)];
  });
  const checked = `${files.length} ${files.length === 1 ? 'file' : 'files'} with policies checked`;
  const found = counts.length === 0 ? colors.green('no findings') : counts.join(', ');
  const unread = unreadable === 0 ? '' : colors.red(`, ${unreadable} ${unreadable === 1 ? 'problem' : 'problems'}`);
  return `${found} (${checked}${unread})\n`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return colors.red;
  if (severity === 'warning') return colors.yellow;
  return severity === 'information' ? colors.blue : colors.gray;
}
