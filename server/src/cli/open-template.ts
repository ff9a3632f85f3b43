import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { Permissions } from '../analysis/permissions-answers.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { askLoaded } from '../analysis/workspace.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { printable } from './output/printable.ts';
import { openProject } from './project.ts';
import type { Target } from './target.ts';
import { findStdin, findTargets } from './targets.ts';

export interface OpenTemplateOptions {
  /** A file, or `-` for standard input. */
  readonly path: string;
  readonly stdinPath?: string;
  readonly config?: string;
  /** How messages call it, instead of its path. */
  readonly shownAs?: string;
}

/** A template with all that it names loaded. */
export interface OpenTemplate {
  readonly target: Target;
  readonly workspace: Workspace;
  readonly permissions: Permissions;
  /** As it is printed: relative to the current folder. */
  pathOf(uri: string): string;
}

/** Opens one template; a `UsageError` for what is not one. */
export async function openTemplate({ path, stdinPath, config, shownAs }: OpenTemplateOptions, io: Io): Promise<OpenTemplate> {
  if (path !== '-' && stdinPath !== undefined) throw new UsageError('--stdin-path needs - for standard input');
  if (path !== '-' && (await isFolder(path, io))) throw new UsageError(`${printable(path)} is a folder; name one template`);
  const { targets, problems } = await findTargets([path], stdinPath, io);
  const [found] = targets;
  const target = found && { ...found, path: shownAs ?? found.path };
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${printable(problem.path)}: ${problem.message}`);
  if (target === undefined) throw new UsageError(`${printable(path)} is no file`);
  const project = await openProject({ ...(config === undefined ? {} : { config }), ...findStdin(targets) }, io);
  const opening = await project.open(target);
  const name = printable(target.path);
  if (opening.problem !== undefined) throw new UsageError(`${name}: ${opening.problem}`);
  if (opening.workspace !== undefined && opening.document === undefined)
    throw new UsageError(`${name} is ignored by the configuration of Leastwise`);
  const { document } = opening;
  const permissions = document && (await askLoaded(document.workspace, () => document.workspace.analysis.permissions(target.uri)));
  if (document === undefined || permissions === undefined || permissions.kind === 'foreign')
    throw new UsageError(`${name} is no template of SAM, CloudFormation or Serverless`);
  if (permissions.kind === 'policy') throw new UsageError(`${name} is a policy, not a template: it does not say who has it`);
  return { target, workspace: document.workspace, permissions, pathOf: project.pathOf };
}

async function isFolder(path: string, io: Io): Promise<boolean> {
  return (await io.host.kindOf(URI.file(resolve(io.cwd, path)).toString())) === 'folder';
}
