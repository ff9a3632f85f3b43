import pc from 'picocolors';
import type { Severity } from '../../lint/rule.ts';
import type { CheckedFinding } from '../outcome.ts';
import type { Report } from '../report.ts';
import { SEVERITIES } from '../severities.ts';
import type { Excerpt } from './excerpt.ts';
import { printable } from './printable.ts';

type Colors = ReturnType<typeof pc.createColors>;

const NAMES: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['information', 'information'],
  hint: ['hint', 'hints'],
};

/** What could not be checked, for a person on standard error. */
export function renderProblems({ problems }: Report, color: boolean): string {
  const colors = pc.createColors(color);
  return problems.map(({ path, message }) => `${printable(path)}: ${colors.red('error')}: ${printable(message)}\n`).join('');
}

/**
 * The findings for a person, in pieces. Lines and columns from 1. `suggest`: with a command that applies a fix, which needs a file to
 * write to.
 */
export function* renderPretty(report: Report, color: boolean, suggest: boolean): Generator<string> {
  const colors = pc.createColors(color);
  const counts = new Map<Severity, number>();
  let fixable: Fixable | undefined;
  for (const { path, findings } of report.files) {
    for (const finding of findings()) {
      yield `${renderFinding(path, finding, colors)}\n`;
      counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
      if (finding.fixes.length > 0) fixable ??= { path, rule: finding.rule, line: finding.range.start.line + 1 };
    }
  }
  yield renderSummary(report, counts, colors);
  if (suggest && fixable !== undefined) yield `\n${renderNextSteps(fixable, colors)}`;
}

/** A finding that has a fix. */
interface Fixable {
  readonly path: string;
  readonly rule: string;
  /** From 1. */
  readonly line: number;
}

function renderFinding(path: string, { rule, severity, message, range, excerpt: drawn, fixes }: CheckedFinding, colors: Colors): string {
  const paint = painter(severity, colors);
  const { line, character } = range.start;
  const margin = Math.max(...drawn.map((excerpt) => String(excerpt.line + 1).length));
  const gutter = (label: string): string => colors.dim(`${label.padStart(margin + 1)} | `);
  return [
    `${colors.bold(printable(path))}:${line + 1}:${character + 1} ${paint(severity)} ${colors.cyan(printable(rule))}`,
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
  return [`${gutter(String(line + 1))}${printable(text)}`.trimEnd(), `${gutter('')}${carets}`];
}

function renderSummary({ files, problems, looked }: Report, counts: ReadonlyMap<Severity, number>, colors: Colors): string {
  const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? '' : 's'}`;
  const unread = problems.length === 0 ? '' : colors.red(`, ${count(problems.length, 'problem')}`);
  if (files.length === 0) return `${looked === 0 ? 'nothing to check' : `no policies in ${count(looked, 'file')}`}${unread}\n`;
  const parts = SEVERITIES.flatMap((severity) => {
    const own = counts.get(severity);
    return own === undefined ? [] : [painter(severity, colors)(`${own} ${NAMES[severity][own === 1 ? 0 : 1]}`)];
  });
  const checked = `${count(files.length, 'file')} with policies checked`;
  const found = parts.length === 0 ? colors.green('no findings') : parts.join(', ');
  return `${found} (${checked}${unread})\n`;
}

/** How to apply what is numbered above. */
function renderNextSteps({ path, rule, line }: Fixable, colors: Colors): string {
  const command = `leastwise fix --rule ${rule} --choose 1 --line ${line} ${quoteForShell(path)}`;
  return colors.dim(`To apply a fix: ${command}\nTo read on: leastwise explain ${rule}\n`);
}

function quoteForShell(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${printable(path).replaceAll("'", "'\\''")}'`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === 'error') return colors.red;
  if (severity === 'warning') return colors.yellow;
  return severity === 'information' ? colors.blue : colors.gray;
}
