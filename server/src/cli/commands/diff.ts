import path from 'node:path';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';
import { openTemplate } from '../open-template.ts';
import { wantsColor } from '../output/color.ts';
import { renderDiffJson } from '../output/diff-json.ts';
import { renderDiffText } from '../output/diff-text.ts';
import { createPositions } from '../positions.ts';

export interface DiffOptions {
  /** A file, or `-` for standard input. */
  readonly old: string;
  readonly new: string;
  readonly format: 'text' | 'json';
  readonly config?: string;
  readonly color?: boolean;
}

/** Prints which permissions are gained and lost from one version of a template to another. */
export async function diff(options: DiffOptions, io: Io): Promise<ExitCode> {
  const { config, format } = options;
  if (options.new === '-') throw new UsageError('only OLD can be -: what it names is looked for beside NEW');
  const given = config === undefined ? {} : { config };
  const now = await openTemplate({ path: options.new, ...given }, io);
  const stdinPath = path.join(path.dirname(options.new), `old-${path.basename(options.new)}`);
  const old = await openTemplate({ path: options.old, ...(options.old === '-' ? { stdinPath, shownAs: '<stdin>' } : {}), ...given }, io);
  const before = { uri: old.target.uri, files: old.workspace.snapshot };
  const changes = now.workspace.analysis.permissionChanges(now.target.uri, before);
  const sideOf = ({ workspace, target, pathOf, permissions }: typeof now) => ({
    positions: createPositions(workspace),
    uri: target.uri,
    pathOf: (uri: string) => (uri === target.uri ? target.path : pathOf(uri)),
    dialect: permissions.dialect,
  });
  const sides = { before: sideOf(old), after: sideOf(now) };
  io.stdout.write(
    format === 'json'
      ? renderDiffJson(changes, sides)
      : renderDiffText(changes, sides, options.color ?? wantsColor(io, io.stdout.isTerminal)),
  );
  return changes.gained ? 1 : 0;
}
