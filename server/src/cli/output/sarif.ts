import path from 'node:path';
import { URI } from 'vscode-uri';
import { version } from '../../../../package.json';
import type { Changes } from '../../analysis/answers.ts';
import { documentRules } from '../../analysis/rule-list.ts';
import type { Severity } from '../../lint/rule.ts';
import type { LineIndex } from '../../syntax/line-index.ts';
import type { OffsetRange } from '../../syntax/node.ts';
import type { Report, ReportedFile, ReportedFinding } from '../report.ts';

/** SARIF has no hint: both it and information are notes. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The report as SARIF 2.1.0 (OASIS standard of 2020-03-27), paths relative to `cwd`; lines and columns from 1, columns in UTF-16 code
 * units. A fix stands there if it is proved on its document and changes only files of the report.
 */
export function renderSarif(report: Report, cwd: string): string {
  const rules = documentRules();
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'leastwise',
            semanticVersion: version,
            rules: rules.map(({ id, summary, severity, markdown }) => ({
              id,
              shortDescription: { text: summary },
              help: { text: markdown, markdown },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: `${URI.file(cwd).toString()}/` } },
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: report.problems.map(({ path: unread, message }) => ({
              level: 'error',
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: toArtifact(unread, cwd) } }],
            })),
          },
        ],
        results: report.files.flatMap((file) => file.findings.map((finding) => toResult(finding, file, { ...report, cwd }, indexes))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface Located extends Report {
  readonly cwd: string;
}

function toResult(
  { diagnostic, changes }: ReportedFinding,
  file: ReportedFile,
  report: Located,
  indexes: ReadonlyMap<string, number>,
): object {
  const fixes = changes.flatMap((change, index) => {
    const artifactChanges = change === undefined ? undefined : toArtifactChanges(change, report);
    return artifactChanges === undefined ? [] : [{ description: { text: diagnostic.fixes[index]?.title ?? '' }, artifactChanges }];
  });
  const ruleIndex = indexes.get(diagnostic.rule);
  return {
    ruleId: diagnostic.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [
      { physicalLocation: { artifactLocation: toArtifact(file.path, report.cwd), region: toRegion(file.lines, diagnostic.place) } },
    ],
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function toArtifactChanges(changes: Changes, { files, cwd }: Located): object[] | undefined {
  const artifactChanges: object[] = [];
  for (const [uri, own] of changes) {
    const file = files.find((candidate) => candidate.uri === uri);
    if (file === undefined) return undefined;
    const replacements = own.map((change) => ({ deletedRegion: toRegion(file.lines, change), insertedContent: { text: change.text } }));
    artifactChanges.push({ artifactLocation: toArtifact(file.path, cwd), replacements });
  }
  return artifactChanges;
}

function toRegion(lines: LineIndex, range: OffsetRange): object {
  const start = lines.position(range.start);
  const end = lines.position(range.end);
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Relative below `cwd`, else absolute: a viewer need not follow `..`. */
function toArtifact(written: string, cwd: string): object {
  const relative = path.relative(cwd, path.resolve(cwd, written)).split(path.sep);
  if (relative[0] === '..' || path.isAbsolute(relative.join(path.sep))) return { uri: URI.file(path.resolve(cwd, written)).toString() };
  return { uri: relative.map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}
