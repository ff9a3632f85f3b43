import type { Changes, Diagnosis, Diagnostic } from '../../analysis/answers.ts';
import { runToEnd } from '../../analysis/steps.ts';
import { normalizeUri } from '../../analysis/uris.ts';
import { diagnoseLoaded } from '../../analysis/workspace.ts';
import type { Level } from '../../lint/config.ts';
import type { Severity } from '../../lint/rule.ts';
import type { ExitCode, Io } from '../io.ts';
import { renderJson } from '../output/json.ts';
import { renderPretty } from '../output/pretty.ts';
import { renderSarif } from '../output/sarif.ts';
import type { OpenTarget, Project } from '../project.ts';
import { openProject } from '../project.ts';
import type { Report, ReportBuilder } from '../report.ts';
import { createReportBuilder, SEVERITIES } from '../report.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: 'pretty' | 'json' | 'sarif';
  readonly severity: Severity;
  readonly rule?: Readonly<Record<string, Level>>;
  readonly config?: string;
  readonly stdinPath?: string;
  readonly color?: boolean;
}

/** Checks what the paths name and prints the findings. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const project = await openProject({ ...options, rules: options.rule ?? {} }, io);
  const builder = createReportBuilder();
  const faults: string[] = [];
  for (const target of project.targets) {
    const opened = await project.open(target);
    if (opened === undefined) continue;
    try {
      await checkTarget(opened, project, builder, options);
    } catch (error) {
      faults.push(`${target.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    project.close(opened);
  }
  const report = builder.build(project.problems, project.targets.length);
  print(report, options, io);
  for (const fault of faults) io.stderr.write(`leastwise: a fault of its own, please report it: ${fault}\n`);
  if (faults.length > 0) return 3;
  if (report.problems.length > 0) return 2;
  return report.files.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

async function checkTarget(target: OpenTarget, project: Project, builder: ReportBuilder, options: CheckOptions): Promise<void> {
  const diagnosis = await diagnoseTarget(target);
  if (!diagnosis.ours) return;
  builder.addFile(target.uri, target.path, target.file.text);
  const lowest = SEVERITIES.indexOf(options.severity);
  for (const diagnostic of diagnosis.diagnostics) {
    if (SEVERITIES.indexOf(diagnostic.severity) > lowest) continue;
    const uri = normalizeUri(diagnostic.place.uri);
    const snapshot = target.workspace.snapshot.read(uri);
    if (snapshot.kind === 'text') builder.addFile(uri, project.pathOf(uri), snapshot.text);
    const changes = options.format === 'sarif' ? diagnostic.fixes.map((_, index) => findChanges(target, diagnostic, index)) : [];
    builder.addFinding({ diagnostic: { ...diagnostic, place: { ...diagnostic.place, uri } }, changes });
  }
}

/** Diagnoses a document straight through, with all it names loaded. */
export async function diagnoseTarget({ workspace, uri }: OpenTarget): Promise<Diagnosis> {
  const diagnosis = await diagnoseLoaded(workspace, uri, async (steps) => runToEnd(steps));
  return diagnosis ?? { ours: false, diagnostics: [], reads: [], wanted: [], key: '' };
}

function findChanges({ workspace, uri }: OpenTarget, { rule, place }: Diagnostic, fix: number): Changes | undefined {
  const resolved = workspace.analysis.resolveCodeAction({ kind: 'fix', uri, rule, place, fix });
  return resolved.kind === 'changes' ? resolved.changes : undefined;
}

function print(report: Report, { format, color, paths }: CheckOptions, io: Io): void {
  if (format === 'json') io.stdout.write(renderJson(report));
  else if (format === 'sarif') io.stdout.write(renderSarif(report, io.cwd));
  else {
    const isColored = (isTerminal: boolean): boolean => color ?? wantsColor(io, isTerminal);
    const colors = { findings: isColored(io.stdout.isTerminal), problems: isColored(io.stderr.isTerminal) };
    const { findings, problems } = renderPretty(report, colors, !paths.includes('-'));
    io.stderr.write(problems);
    io.stdout.write(findings);
  }
}

/** `FORCE_COLOR` and `NO_COLOR` as everywhere, else a terminal that is not dumb. */
export function wantsColor({ env }: Io, isTerminal: boolean): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '0' && forced !== '') return true;
  const refused = env.NO_COLOR;
  return (refused === undefined || refused === '') && isTerminal && env.TERM !== 'dumb';
}
