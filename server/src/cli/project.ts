import path from 'node:path';
import { URI } from 'vscode-uri';
import type { LoadedFile } from '../analysis/host.ts';
import { RULE_IDS } from '../analysis/rule-list.ts';
import { isInside, parentUri } from '../analysis/uris.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { createWorkspace } from '../analysis/workspace.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import type { Configuration, Level } from '../lint/config.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import { maximumLength } from '../syntax/parse.ts';
import { mayHoldPolicies } from '../template/detect.ts';
import type { FileSnapshot } from '../template/files.ts';
import { unknownRule } from './commands/explain.ts';
import type { Io, Problem } from './io.ts';
import { UsageError } from './io.ts';
import type { Target } from './targets.ts';
import { findTargets } from './targets.ts';

export interface ProjectOptions {
  readonly paths: readonly string[];
  readonly stdinPath?: string;
  readonly config?: string;
  readonly rules?: Readonly<Record<string, Level>>;
}

/** A document of ours, read and open in its workspace. */
export interface OpenTarget extends Target {
  readonly file: Extract<LoadedFile, { kind: 'text' }>;
  readonly workspace: Workspace;
}

/** What the paths of a command line name. */
export interface Project {
  readonly targets: readonly Target[];
  /** Grows while targets are opened. */
  readonly problems: readonly Problem[];
  /** Reads a target; `undefined` where it is not ours, ignored, or cannot be read (a problem then says so). */
  open(target: Target): Promise<OpenTarget | undefined>;
  /** Forgets a target's text and what was made of it. */
  close(target: OpenTarget): void;
  /** Replaces the text that everything from now on sees of a document. */
  overwrite(uri: string, text: string): void;
  report(problem: Problem): void;
  pathOf(uri: string): string;
}

export async function openProject(options: ProjectOptions, io: Io): Promise<Project> {
  for (const rule of Object.keys(options.rules ?? {})) if (!RULE_IDS.has(rule)) throw unknownRule(rule);
  const open = new Map<string, FileSnapshot>();
  const configurationFile = await openConfiguration(options.config, io, open);
  const flags: Configuration = { ...NO_CONFIGURATION, rules: options.rules ?? {} };
  const { targets, problems } = await findTargets(options.paths, options.stdinPath, io);
  const workspaces = new Map<string, Workspace>();
  const reported = new Set<string>();
  let catalog: Catalog | undefined;
  let versions = 0;

  const stdin = targets.find(({ input }) => input === 'stdin');
  const pathOf = (uri: string): string => (uri === stdin?.uri ? stdin.path : displayPath(io.cwd, uri));

  async function workspaceOf(uri: string): Promise<Workspace> {
    const root = rootOf(uri, io);
    const known = workspaces.get(root);
    if (known !== undefined) return known;
    catalog ??= readCatalog(await io.host.readCatalog());
    const workspace = createWorkspace({
      host: io.host,
      catalog,
      root,
      open: (key) => open.get(key),
      flags,
      ...(configurationFile === undefined ? {} : { configurationFile }),
    });
    workspaces.set(root, workspace);
    return workspace;
  }

  function overwrite(uri: string, text: string): void {
    versions++;
    open.set(uri, { kind: 'text', text, version: `text ${versions}` });
  }

  /** A configuration file with something wrong in it is reported once, whatever it applies to. */
  function reportConfiguration(workspace: Workspace, uri: string): void {
    const { file, problems: wrong } = workspace.configurationFileOf(uri);
    if (file === undefined || reported.has(file)) return;
    reported.add(file);
    for (const message of wrong) problems.push({ path: pathOf(file), message });
  }

  return {
    targets,
    problems,
    async open(target) {
      const file = target.input === 'stdin' ? await io.readStdin() : await io.host.readFile(target.uri, undefined);
      const problem = problemOf(file, target);
      if (problem !== undefined) problems.push({ path: target.path, message: problem });
      if (file.kind !== 'text' || problem !== undefined || !mayHoldPolicies(file.text)) return undefined;
      const workspace = await workspaceOf(target.uri);
      await workspace.prepare(target.uri);
      reportConfiguration(workspace, target.uri);
      if (workspace.isIgnored(target.uri)) return undefined;
      if (!open.has(target.uri)) overwrite(target.uri, file.text);
      return { ...target, file, workspace };
    },
    close(target) {
      open.delete(target.uri);
      target.workspace.analysis.forget(target.uri);
    },
    overwrite,
    report: (problem) => problems.push(problem),
    pathOf,
  };
}

/** What is wrong with a file; silence about one that nobody named and that may well be none of ours. */
function problemOf(file: LoadedFile, target: Target): string | undefined {
  if (file.kind === 'missing') return 'no such file';
  if (file.kind === 'unusable') return target.named || file.cause === 'access' ? file.reason : undefined;
  const isLarge = file.kind === 'text' && file.text.length > maximumLength;
  return isLarge && (target.named || mayHoldPolicies(file.text))
    ? `is larger than ${maximumLength / 1024 / 1024} MB and was not checked`
    : undefined;
}

async function openConfiguration(written: string | undefined, io: Io, open: Map<string, FileSnapshot>): Promise<string | undefined> {
  if (written === undefined) return undefined;
  const uri = URI.file(path.resolve(io.cwd, written)).toString();
  const file = await io.host.readFile(uri, undefined);
  if (file.kind !== 'text')
    throw new UsageError(`configuration file ${written} ${file.kind === 'unusable' ? file.reason : 'does not exist'}`);
  open.set(uri, { kind: 'text', text: file.text, version: 'given' });
  return uri;
}

/** What bounds the files that a document may name: its git work tree, else the current folder that holds it, else its own folder. */
function rootOf(uri: string, io: Io): string {
  const cwd = URI.file(io.cwd).toString();
  return io.host.findWorkTree(uri) ?? (isInside(cwd, uri) ? cwd : (parentUri(uri) ?? uri));
}

function displayPath(cwd: string, uri: string): string {
  const relative = path.relative(cwd, URI.parse(uri).fsPath);
  return relative.split(path.sep).join('/');
}
