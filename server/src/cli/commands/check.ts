import type { Level, Preset } from '../../lint/config.ts';
import type { Severity } from '../../lint/rule.ts';
import type { ExitCode, Io } from '../io.ts';
import { wantsColor } from '../output/color.ts';
import { renderJson } from '../output/json.ts';
import { renderPretty, renderProblems } from '../output/pretty.ts';
import { renderSarif } from '../output/sarif.ts';
import type { Report } from '../report.ts';
import { buildReport } from '../report.ts';
import { runChecks } from '../run-checks.ts';
import { findTargets } from '../targets.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: 'pretty' | 'json' | 'sarif';
  readonly severity: Severity;
  readonly rule?: Readonly<Record<string, Level>>;
  readonly preset?: Preset;
  readonly config?: string;
  readonly stdinPath?: string;
  readonly color?: boolean;
  readonly cache?: boolean;
  readonly cacheLocation: string;
  readonly threads?: number;
}

/** Checks what the paths name and prints the findings. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const { config, rule: rules, preset, severity, format, cache, cacheLocation, threads } = options;
  const { targets, problems } = await findTargets(options.paths, options.stdinPath, io);
  const outcomes = await runChecks(
    targets,
    {
      project: {
        ...(config === undefined ? {} : { config }),
        ...(rules === undefined ? {} : { rules }),
        ...(preset === undefined ? {} : { preset }),
      },
      severity,
      withChanges: format === 'sarif',
      ...(cache === true ? { cacheFile: cacheLocation } : {}),
      ...(threads === undefined ? {} : { threads }),
    },
    io,
  );
  const report = buildReport(targets, outcomes, problems);
  await print(report, options, io);
  for (const fault of report.faults) io.stderr.write(`leastwise: a fault of its own, please report it: ${fault}\n`);
  if (report.faults.length > 0) return 70;
  if (report.problems.length > 0) return 2;
  return report.found ? 1 : 0;
}

async function print(report: Report, { format, color, paths }: CheckOptions, io: Io): Promise<void> {
  if (format === 'pretty') io.stderr.write(renderProblems(report, color ?? wantsColor(io, io.stderr.isTerminal)));
  await io.stdout.writeAll(render(report, format, color ?? wantsColor(io, io.stdout.isTerminal), !paths.includes('-'), io));
}

function render(report: Report, format: CheckOptions['format'], color: boolean, suggest: boolean, io: Io): Iterable<string> {
  if (format === 'json') return renderJson(report);
  return format === 'sarif' ? renderSarif(report, io.cwd) : renderPretty(report, color, suggest);
}
