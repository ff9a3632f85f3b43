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

/**
 * The report for a person: what goes to standard output, and what to standard error. Lines and columns from 1. `suggest`: with a command
 * that applies a fix, which needs a file to write to.
 */
export function renderPretty(
  report: Report,
  color: { readonly findings: boolean; readonly problems: boolean },
  suggest: boolean,
): { findings: string; problems: string } {
  const { files, problems } = report;
  const colors = pc.createColors(color.findings);
  const errorColors = pc.createColors(color.problems);
  const findings = files.flatMap((file) => file.findings.map((finding) => renderFinding(file, finding, colors)));
  return {
    findings: [...findings, renderSummary(report, colors), ...(suggest ? renderNextSteps(files, colors) : [])].join('\n'),
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

function renderSummary({ files, problems, looked }: Report, colors: Colors): string {
  const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? '' : 's'}`;
  const unread = problems.length === 0 ? '' : colors.red(`, ${count(problems.length, 'problem')}`);
  if (files.length === 0) return `${looked === 0 ? 'nothing to check' : `no policies in ${count(looked, 'file')}`}${unread}\n`;
  const all = files.flatMap(({ findings }) => findings.map(({ diagnostic }) => diagnostic.severity));
  const counts = SEVERITIES.flatMap((severity) => {
    const own = all.filter((one) => one === severity).length;
    return own === 0 ? [] : [painter(severity, colors)(`${own} ${NAMES[severity][own === 1 ? 0 : 1]}`)];
  });
  const checked = `${count(files.length, 'file')} with policies checked`;
  const found = counts.length === 0 ? colors.green('no findings') : counts.join(', ');
  return `${found} (${checked}${unread})\n`;
}

/** How to apply what is numbered above; nothing where there is none. */
function renderNextSteps(files: readonly ReportedFile[], colors: Colors): readonly string[] {
  for (const { path, lines, findings } of files) {
    const found = findings.find(({ diagnostic }) => diagnostic.fixes.length > 0)?.diagnostic;
    if (found === undefined) continue;
    const line = lines.position(found.place.start).line + 1;
    const command = `leastwise fix --rule ${found.rule} --choose 1 --line ${line} ${quoteForShell(path)}`;
    return [colors.dim(`To apply a fix: ${command}\nTo read on: leastwise explain ${found.rule}\n`)];
  }
  return [];
}

function quoteForShell(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${printable(path).replaceAll("'", "'\\''")}'`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return colors.red;
  if (severity === 'warning') return colors.yellow;
  return severity === 'information' ? colors.blue : colors.gray;
}
