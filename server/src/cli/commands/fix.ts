import { createTwoFilesPatch } from 'diff';
import pc from 'picocolors';
import type { FixChoice } from '../../analysis/analysis.ts';
import type { Diagnostic, TextChange } from '../../analysis/answers.ts';
import type { LoadedFile } from '../../analysis/host.ts';
import { RULE_IDS } from '../../analysis/rule-list.ts';
import { normalizeUri } from '../../analysis/uris.ts';
import type { Preset } from '../../lint/config.ts';
import { createLineIndex } from '../../syntax/line-index.ts';
import { diagnoseTarget } from '../check-target.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';
import { wantsColor } from '../output/color.ts';
import { printable } from '../output/printable.ts';
import type { ProblemList } from '../problems.ts';
import { collectProblems } from '../problems.ts';
import type { OpenTarget, Project } from '../project.ts';
import { openProject } from '../project.ts';
import { findStdin, findTargets } from '../targets.ts';
import { unknownRule } from '../unknown-rule.ts';

export interface FixOptions {
  readonly paths: readonly string[];
  readonly dryRun?: boolean;
  readonly rule?: string;
  readonly choose?: number;
  /** From 1. */
  readonly line?: number;
  readonly config?: string;
  readonly preset?: Preset;
  readonly stdinPath?: string;
}

/** A document that a fix has changed. */
interface Changed {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly bom: boolean;
  /** Standard input has no file to write to. */
  readonly writable: boolean;
}

type TextFile = Extract<LoadedFile, { kind: 'text' }>;

/** Applies fixes to what the paths name, prints the difference, and writes the files unless it is a dry run. */
export async function fix(options: FixOptions, io: Io): Promise<ExitCode> {
  if (options.rule === undefined && options.choose !== undefined) throw new UsageError('--choose needs --rule');
  if (options.rule === undefined && options.line !== undefined) throw new UsageError('--line needs --rule');
  if (options.rule !== undefined && !RULE_IDS.has(options.rule)) throw unknownRule(options.rule);
  const found = await findTargets(options.paths, options.stdinPath, io);
  const problems = collectProblems(found.problems);
  const project = await openProject({ ...options, ...findStdin(found.targets) }, io);
  const changed = new Map<string, Changed>();
  const counts = { fixed: 0, offered: 0 };
  for (const target of found.targets) {
    const opening = await project.open(target);
    problems.addOf(target, opening);
    if (opening.document === undefined) continue;
    const { fixed, offered } = await fixTarget(opening.document, project, options, changed, problems, io);
    counts.fixed += fixed;
    counts.offered += offered;
  }
  printDifference([...changed.values()], io);
  const written = options.dryRun === true ? 0 : await writeAll(changed, problems, io);
  for (const { path, message } of problems.all) io.stderr.write(`${printable(path)}: error: ${printable(message)}\n`);
  io.stderr.write(renderSummary(options, counts, changed.size, written));
  return problems.all.length > 0 ? 2 : 0;
}

interface Counts {
  readonly fixed: number;
  /** Findings with fixes to choose from, of the rule and the line that are asked for. */
  readonly offered: number;
}

/** Applies the fixes of one document; what it changes, itself or a fragment, is seen changed from then on. */
async function fixTarget(
  target: OpenTarget,
  project: Project,
  options: FixOptions,
  changed: Map<string, Changed>,
  problems: ProblemList,
  io: Io,
): Promise<Counts> {
  const { workspace, uri } = target;
  const { ours, diagnostics } = await diagnoseTarget(target);
  if (!ours) return { fixed: 0, offered: 0 };
  const { analysis } = workspace;
  const choice = chooseFix(options, target);
  const offered = diagnostics.filter((diagnostic) => isMeant(diagnostic, uri, choice) && diagnostic.fixes.length > 0).length;
  const applied = choice === undefined ? { ...analysis.fixAll(uri), withdrawn: [] } : analysis.fixRule(uri, choice);
  for (const reason of applied.withdrawn) io.stderr.write(`${printable(target.path)}: not applied: ${printable(reason)}\n`);
  for (const [changedUri, changes] of applied.changes) {
    const key = normalizeUri(changedUri);
    const snapshot = workspace.snapshot.read(key);
    const file = key === uri ? target.file : loadedText(workspace.snapshot.loaded(key));
    if (snapshot.kind !== 'text' || file === undefined) continue;
    if (file.lossy) {
      problems.add({ path: project.pathOf(key), message: 'is not UTF-8 and was not changed; save it as UTF-8' });
      return { fixed: 0, offered };
    }
    const after = applyChanges(snapshot.text, changes);
    const before = changed.get(key)?.before ?? file.text;
    changed.set(key, { path: project.pathOf(key), before, after, bom: file.bom, writable: key !== uri || target.input === 'file' });
    project.overwrite(key, after);
  }
  return { fixed: applied.fixed, offered };
}

function isMeant({ rule, place }: Diagnostic, uri: string, choice: FixChoice | undefined): boolean {
  if (choice === undefined) return true;
  const { within } = choice;
  return rule === choice.rule && (within === undefined || (place.uri === uri && within.start <= place.start && place.start <= within.end));
}

/** What `--rule`, `--choose` and `--line` ask for; `undefined` for fix-all. A line that is not there has no findings. */
function chooseFix({ rule, choose = 1, line }: FixOptions, { workspace, uri }: OpenTarget): FixChoice | undefined {
  if (rule === undefined) return undefined;
  const snapshot = workspace.snapshot.read(uri);
  const lines = createLineIndex(snapshot.kind === 'text' ? snapshot.text : '');
  const within = line === undefined ? {} : { within: line > lines.lineCount ? { start: -1, end: -1 } : lines.lineRange(line - 1) };
  return { rule, choice: choose, ...within };
}

function loadedText(file: LoadedFile | undefined): TextFile | undefined {
  return file?.kind === 'text' ? file : undefined;
}

/** The changes of one document never overlap. */
function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = text;
  for (const { start, end, text: inserted } of changes.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
    result = result.slice(0, start) + inserted + result.slice(end);
  }
  return result;
}

async function writeAll(changed: ReadonlyMap<string, Changed>, problems: ProblemList, io: Io): Promise<number> {
  let written = 0;
  for (const [uri, { path, after, bom, writable }] of changed) {
    if (!writable) continue;
    try {
      await io.host.writeFile(uri, after, bom);
      written++;
    } catch (error) {
      problems.add({ path, message: `cannot be written: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
  return written;
}

function printDifference(changed: readonly Changed[], io: Io): void {
  const colors = pc.createColors(wantsColor(io, io.stdout.isTerminal));
  for (const { path, before, after } of changed) {
    const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
    // The library's first line is a rule of `=`, which no tool that reads patches needs.
    const lines = patch.replace(/^=+\n/, '').split('\n');
    io.stdout.write(lines.map((line) => paintLine(line, colors)).join('\n'));
  }
}

function paintLine(line: string, colors: ReturnType<typeof pc.createColors>): string {
  if (!colors.isColorSupported) return line;
  if (line.startsWith('+++') || line.startsWith('---')) return colors.bold(printable(line));
  if (line.startsWith('@@')) return colors.cyan(line);
  return line.startsWith('+') ? colors.green(printable(line)) : line.startsWith('-') ? colors.red(printable(line)) : printable(line);
}

function renderSummary(
  { rule, choose = 1, line, dryRun }: FixOptions,
  { fixed, offered }: Counts,
  changed: number,
  written: number,
): string {
  const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? '' : 's'}`;
  if (changed > 0) {
    const done = `${count(fixed, 'finding')} fixed in ${count(changed, 'file')}`;
    if (dryRun === true) return `${done}, were it not a dry run; nothing written\n`;
    return `${done}; ${written === 0 ? 'nothing written' : `${count(written, 'file')} written`}\n`;
  }
  if (rule !== undefined) {
    const where = line === undefined ? '' : ` on line ${line}`;
    return offered === 0
      ? `nothing to fix: no finding of ${rule}${where}\n`
      : `nothing fixed: fix ${choose} of ${rule} could not be applied${where}\n`;
  }
  if (offered === 0) return 'nothing to fix\n';
  return `nothing to fix by itself; ${count(offered, 'finding')} with fixes to choose from: see 'leastwise check', then 'leastwise fix --rule <id> --choose <number>'\n`;
}
