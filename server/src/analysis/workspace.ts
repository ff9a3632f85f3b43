import type { Catalog } from '../catalog/catalog.ts';
import type { Configuration } from '../lint/config.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import type { FileSnapshot, Files } from '../template/files.ts';
import type { Analysis } from './analysis.ts';
import type { Diagnosis } from './answers.ts';
import type { FoundConfiguration } from './configuration.ts';
import { createConfigurationReader, layerConfiguration } from './configuration.ts';
import { configurationPlaces } from './configuration-places.ts';
import { createAnalysis } from './create-analysis.ts';
import type { Host } from './host.ts';
import type { Snapshot } from './snapshot.ts';
import { createSnapshot } from './snapshot.ts';

export interface WorkspaceOptions {
  readonly host: Host;
  readonly catalog: Catalog;
  /** URI of the folder that bounds what is read. */
  readonly root: string;
  /** Documents held open or named by the user, by normalized URI. */
  open(uri: string): FileSnapshot | undefined;
  /** What a configuration file beats. */
  settings?(): Configuration;
  /** What beats a configuration file. */
  readonly flags?: Configuration;
  /** URI of a configuration file that applies instead of the nearest; it is open. */
  readonly configurationFile?: string;
}

/** One folder: its files as far as they are loaded, its configuration and the analysis over them. */
export interface Workspace {
  readonly root: string;
  readonly analysis: Analysis;
  readonly snapshot: Snapshot;
  /** Loads what the configuration of a document may stand in. */
  prepare(uri: string): Promise<void>;
  configurationFileOf(uri: string): FoundConfiguration;
  readConfiguration(file: string): FoundConfiguration;
  isIgnored(uri: string): boolean;
}

/** A file that names another which names another …: this many rounds of loading, then what is known has to do. */
const LOADING_ROUNDS = 12;

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { host, catalog, root } = options;
  const snapshot = createSnapshot(host, root, options.open);
  const fixed = options.configurationFile;
  const configurationFiles: Files = fixed === undefined ? snapshot : { read: (uri) => options.open(uri) ?? { kind: 'missing' } };
  const configurations = createConfigurationReader(configurationFiles, root, fixed);
  const analysis = createAnalysis({
    catalog,
    files: snapshot,
    configurationOf: (uri) =>
      layerConfiguration(
        options.settings?.() ?? NO_CONFIGURATION,
        configurations.find(uri).configuration,
        options.flags ?? NO_CONFIGURATION,
      ),
  });
  return {
    root,
    analysis,
    snapshot,
    async prepare(uri) {
      await snapshot.load(configurationPlaces(uri, root));
    },
    configurationFileOf: (uri) => configurations.find(uri),
    readConfiguration: (file) => configurations.read(file),
    isIgnored: (uri) => configurations.isIgnored(uri),
  };
}

/**
 * Diagnoses a document and loads what it wants until nothing is wanted. `drive` runs the steps and answers `undefined` to give up.
 */
export async function diagnoseLoaded(
  workspace: Workspace,
  uri: string,
  drive: (steps: Generator<void, Diagnosis>) => Promise<Diagnosis | undefined>,
): Promise<Diagnosis | undefined> {
  await workspace.prepare(uri);
  return askLoaded(workspace, () => drive(workspace.analysis.diagnoseSteps(uri)));
}

/** Asks, and loads what the answer wants, until nothing is wanted or there is no answer. */
export async function askLoaded<T extends { readonly wanted: readonly string[] } | undefined>(
  { snapshot }: Workspace,
  ask: () => Promise<T> | T,
): Promise<T> {
  for (let round = 1; ; round++) {
    const answer = await ask();
    if (answer === undefined || round === LOADING_ROUNDS || !(await snapshot.load(answer.wanted))) return answer;
  }
}
