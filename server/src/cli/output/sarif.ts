import path from 'node:path';
import { URI } from 'vscode-uri';
import { version } from '../../../../package.json';
import { documentRules } from '../../analysis/rule-list.ts';
import type { Severity } from '../../lint/rule.ts';
import type { CheckedChanges, CheckedFinding, PositionRange } from '../outcome.ts';
import type { Report } from '../report.ts';
import { renderList } from './list.ts';

/** SARIF has no hint: both it and information are notes. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The report as SARIF 2.1.0 (OASIS standard of 2020-03-27), paths relative to `cwd`; lines and columns from 1, columns in UTF-16 code
 * units. A fix stands there if it is proved on its document and changes only files of the report. In pieces.
 */
export function renderSarif(report: Report, cwd: string): Iterable<string> {
  const log = (results: unknown) => ({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'leastwise',
            semanticVersion: version,
            rules: documentRules().map(({ id, summary, severity, markdown }) => ({
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
        results,
      },
    ],
  });
  return renderList(log, 3, findResults(report, cwd));
}

/** What every result needs. */
interface Context {
  readonly cwd: string;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Of the files of the report. */
  readonly paths: ReadonlySet<string>;
}

function* findResults({ files }: Report, cwd: string): Generator<object> {
  const ruleIndexes = new Map(documentRules().map(({ id }, index) => [id, index]));
  const context = { cwd, ruleIndexes, paths: new Set(files.map((file) => file.path)) };
  for (const file of files) for (const finding of file.findings()) yield toResult(finding, file.path, context);
}

function toResult({ rule, severity, message, range, fixes: offered }: CheckedFinding, file: string, context: Context): object {
  const fixes = offered.flatMap(({ title, changes }) =>
    changes?.every((change) => context.paths.has(change.path)) === true
      ? [{ description: { text: title }, artifactChanges: changes.map((change) => toArtifactChange(change, context.cwd)) }]
      : [],
  );
  const ruleIndex = context.ruleIndexes.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: toArtifact(file, context.cwd), region: toRegion(range) } }],
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function toArtifactChange({ path: file, replacements }: CheckedChanges, cwd: string): object {
  return {
    artifactLocation: toArtifact(file, cwd),
    replacements: replacements.map(({ range, text }) => ({ deletedRegion: toRegion(range), insertedContent: { text } })),
  };
}

function toRegion({ start, end }: PositionRange): object {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Relative below `cwd`, else absolute: a viewer need not follow `..`. */
function toArtifact(written: string, cwd: string): object {
  const relative = path.relative(cwd, path.resolve(cwd, written)).split(path.sep);
  if (relative[0] === '..' || path.isAbsolute(relative.join(path.sep))) return { uri: URI.file(path.resolve(cwd, written)).toString() };
  return { uri: relative.map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}
