import path from 'node:path';
import { URI } from 'vscode-uri';
import type { LoadedFile } from '../analysis/host.ts';
import { RULE_IDS } from '../analysis/rule-list.ts';
import { isInside, parentUri } from '../analysis/uris.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { createWorkspace } from '../analysis/workspace.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import type { Configuration } from '../lint/config.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { withPolicyMemo } from '../policy/kernel.ts';
import { maximumLength } from '../syntax/parse.ts';
import type { FileSnapshot } from '../template/files.ts';
import { mayHoldPolicies } from '../template/policy-words.ts';
import { displayPath } from './display-path.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { WrongConfiguration } from './outcome.ts';
import type { ProjectOptions } from './settings.ts';
import type { Target } from './target.ts';
import { unknownRule } from './unknown-rule.ts';

/** What a project needs of the process. */
export type ProjectIo = Pick<Io, 'cwd' | 'host' | 'readStdin'>;

/** A document of ours, read and open in its workspace. */
export interface OpenTarget extends Target {
  readonly file: Extract<LoadedFile, { kind: 'text' }>;
  readonly workspace: Workspace;
}

export interface Opening {
  /** Absent with a problem, and for what is not text and was not named. */
  readonly file?: OpenTarget['file'];
  /** Absent where the text can hold no policy. */
  readonly workspace?: Workspace;
  /** Absent where a target is not ours, is ignored, or cannot be read. */
  readonly document?: OpenTarget;
  /** What is wrong with the target; no trailing period. */
  readonly problem?: string;
  readonly configuration?: WrongConfiguration;
}

/** The workspaces that the targets of a command line lie in. */
export interface Project {
  readonly cwd: string;
  open(target: Target): Promise<Opening>;
  /** Forgets a target's text and what was made of it. */
  close(target: OpenTarget): void;
  /** Replaces the text that everything from now on sees of a document. */
  overwrite(uri: string, text: string): void;
  pathOf(uri: string): string;
  /** Text of the configuration file that applies to every document. */
  readonly configurationText: string | undefined;
}

/** Throws a `UsageError` for a rule or a configuration file that is not there. The catalogue is read with the first document of ours. */
export async function openProject(options: ProjectOptions, io: ProjectIo): Promise<Project> {
  for (const rule of Object.keys(options.rules ?? {})) if (!RULE_IDS.has(rule)) throw unknownRule(rule);
  const open = new Map<string, FileSnapshot>();
  const fixed = await readConfiguration(options.config, io);
  if (fixed !== undefined) open.set(fixed.uri, { kind: 'text', text: fixed.text, version: 'given' });
  const { preset } = options;
  const flags: Configuration = { ...NO_CONFIGURATION, rules: options.rules ?? {}, ...(preset === undefined ? {} : { preset }) };
  const workspaces = new Map<string, Workspace>();
  let catalog: KernelCatalog | undefined;
  let versions = 0;

  const { stdin } = options;
  const pathOf = (uri: string): string => (uri === stdin?.uri ? stdin.path : displayPath(io.cwd, uri));

  async function workspaceOf(uri: string): Promise<Workspace> {
    const root = rootOf(uri, io);
    const known = workspaces.get(root);
    if (known !== undefined) return known;
    // One memo for all: documents that lie in no common folder have a workspace each.
    catalog ??= withPolicyMemo(readCatalog(await io.host.readCatalog()));
    const workspace = createWorkspace({
      host: io.host,
      catalog,
      root,
      open: (key) => open.get(key),
      flags,
      ...(fixed === undefined ? {} : { configurationFile: fixed.uri }),
    });
    const [oldest] = workspaces.keys();
    if (oldest !== undefined && workspaces.size >= MOST_WORKSPACES) workspaces.delete(oldest);
    workspaces.set(root, workspace);
    return workspace;
  }

  function overwrite(uri: string, text: string): void {
    versions++;
    open.set(uri, { kind: 'text', text, version: `text ${versions}` });
  }

  function configurationProblems(workspace: Workspace, uri: string): { configuration?: WrongConfiguration } {
    const { file, problems } = workspace.configurationFileOf(uri);
    return file === undefined || problems.length === 0 ? {} : { configuration: { path: pathOf(file), messages: problems } };
  }

  return {
    cwd: io.cwd,
    async open(target) {
      const file = target.input === 'stdin' ? await io.readStdin() : await io.host.readFile(target.uri, undefined);
      const problem = problemOf(file, target);
      if (problem !== undefined) return { problem };
      if (file.kind !== 'text') return {};
      if (!mayHoldPolicies(file.text)) return { file };
      const workspace = await workspaceOf(target.uri);
      await workspace.prepare(target.uri);
      const opening = { file, workspace, ...configurationProblems(workspace, target.uri) };
      if (workspace.isIgnored(target.uri)) return opening;
      if (!open.has(target.uri)) overwrite(target.uri, file.text);
      return { ...opening, document: { ...target, file, workspace } };
    },
    close(target) {
      open.delete(target.uri);
      target.workspace.analysis.forget(target.uri);
    },
    overwrite,
    pathOf,
    configurationText: fixed?.text,
  };
}

/** Workspaces that are kept for further documents: those of one folder come one after the other. */
const MOST_WORKSPACES = 8;

/** What bounds the files that a document may name: its git work tree, else the current folder that holds it, else its own folder. */
export function rootOf(uri: string, io: Pick<Io, 'cwd' | 'host'>): string {
  const cwd = URI.file(io.cwd).toString();
  return io.host.findWorkTree(uri) ?? (isInside(cwd, uri) ? cwd : (parentUri(uri) ?? uri));
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

async function readConfiguration(written: string | undefined, io: ProjectIo): Promise<{ uri: string; text: string } | undefined> {
  if (written === undefined) return undefined;
  const uri = URI.file(path.resolve(io.cwd, written)).toString();
  const file = await io.host.readFile(uri, undefined);
  if (file.kind !== 'text')
    throw new UsageError(`configuration file ${written} ${file.kind === 'unusable' ? file.reason : 'does not exist'}`);
  return { uri, text: file.text };
}
