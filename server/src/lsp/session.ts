import type { Diagnosis, Diagnostic } from '../analysis/answers.ts';
import { CONFIGURATION_FILE, configurationPlaces } from '../analysis/configuration-places.ts';
import type { Host } from '../analysis/host.ts';
import { isInside, normalizeUri, parentUri } from '../analysis/uris.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import { createSideTable } from '../syntax/side-table.ts';
import type { FileSnapshot } from '../template/files.ts';
import { mayHoldPolicies } from '../template/policy-words.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import { drive } from './drive.ts';
import type { Quiet } from './quiet.ts';
import type { Report } from './reports.ts';
import { createReports } from './reports.ts';
import type { EditorSettings } from './settings.ts';
import { NO_SETTINGS } from './settings.ts';
import type { Target } from './to-lsp.ts';

export interface SessionOptions {
  readonly host: Host;
  readonly documents: OpenDocuments;
  readonly quiet: Quiet;
  /** Reads the catalogue; called once, with the first document that may hold a policy or when the server warms up. */
  loadCatalog(): Promise<Catalog>;
  /** The editor's settings for a folder. */
  loadSettings(root: string): Promise<EditorSettings>;
}

/** An analysis in which a document is seen. */
export interface View {
  readonly workspace: Workspace;
  /** The document analysed. */
  readonly document: OpenDocument;
}

/** Everything between the connection and the analysis that lives as long as the server. */
export interface Session {
  readonly documents: OpenDocuments;
  readonly pause: () => Promise<void>;
  /** Answers a request: what can wait, waits for it. */
  attend<T>(answer: () => Promise<T>): Promise<T>;
  /** Decodes and compiles what a first diagnosis needs, in the gaps between requests; rejects where there is no catalogue. */
  warmUp(): Promise<void>;
  setFolders(folders: readonly string[]): void;
  /** The workspace that a document belongs to, with its configuration and settings loaded. */
  workspaceOf(document: OpenDocument): Promise<Workspace>;
  /** The open documents whose last diagnosis has read a document, as a fragment of theirs. */
  readersOf(document: OpenDocument): readonly OpenDocument[];
  /** What an open document may be asked through: the open documents that name it as a fragment, which know more of it, then itself. */
  viewsOf(document: OpenDocument): Promise<readonly View[]>;
  /** Diagnoses an open document; `undefined` where it was given up: cancelled, closed, or a newer version is there. */
  diagnose(document: OpenDocument, isCancelled: () => boolean): Promise<Diagnosis | undefined>;
  reportOf(uri: string): Report;
  /** Documents other than `uri` that its last diagnosis found something in. */
  fragmentsOf(uri: string): readonly string[];
  /** A document or folder has changed, come or gone on disk: answers the open documents that depend on it. */
  changedOnDisk(uri: string): readonly OpenDocument[];
  /** Open documents, other than itself, that depend on a document. */
  dependentsOf(uri: string): readonly OpenDocument[];
  closed(document: OpenDocument): void;
  /** The editor's settings for a workspace, as far as they are loaded. */
  settingsOf(workspace: Workspace): EditorSettings;
  forgetSettings(): void;
  find(uri: string): Target | undefined;
}

/** How long nobody may have typed or asked before the server warms up, in milliseconds. */
const IDLE = 50;

const FOREIGN: Diagnosis = { ours: false, diagnostics: [], reads: [], wanted: [], key: 'foreign' };

export function createSession(options: SessionOptions): Session {
  const { host, documents, quiet } = options;
  const workspaces = new Map<string, Workspace>();
  const settings = new Map<string, Promise<EditorSettings>>();
  const settled = new Map<string, EditorSettings>();
  const reports = createReports();
  const lines = createSideTable<FileSnapshot, LineIndex>();
  let folders: readonly string[] = [];
  let catalog: Promise<Catalog> | undefined;

  function rootOf(uri: string): string {
    const holding = folders.filter((folder) => isInside(folder, uri)).sort((a, b) => b.length - a.length);
    return holding[0] ?? parentUri(uri) ?? uri;
  }

  function loadCatalog(): Promise<Catalog> {
    catalog ??= options.loadCatalog();
    return catalog;
  }

  async function openWorkspace(root: string): Promise<Workspace> {
    const [loaded, { createWorkspace }] = await Promise.all([loadCatalog(), import('./engine.ts')]);
    const known = workspaces.get(root);
    if (known !== undefined) return known;
    const opened = createWorkspace({
      host,
      catalog: loaded,
      root,
      open: (uri) => documents.get(uri)?.snapshot,
      settings: () => (settled.get(root) ?? NO_SETTINGS).configuration,
    });
    workspaces.set(root, opened);
    return opened;
  }

  async function loadSettings(root: string): Promise<void> {
    const asked = settings.get(root) ?? options.loadSettings(root);
    settings.set(root, asked);
    const loaded = await asked;
    if (settings.get(root) === asked) settled.set(root, loaded);
  }

  async function workspaceOf(document: OpenDocument): Promise<Workspace> {
    const workspace = await openWorkspace(rootOf(document.key));
    await Promise.all([loadSettings(workspace.root), workspace.prepare(document.key)]);
    return workspace;
  }

  function readersOf({ key }: OpenDocument): readonly OpenDocument[] {
    const reads = (other: OpenDocument): boolean => reports.get(other.key)?.reads.some((uri) => normalizeUri(uri) === key) === true;
    return documents.all().filter((other) => other.key !== key && reads(other));
  }

  function viewsOf(document: OpenDocument): Promise<readonly View[]> {
    const analysed = [...readersOf(document), document];
    return Promise.all(analysed.map(async (own) => ({ workspace: await workspaceOf(own), document: own })));
  }

  async function pauseUntilQuiet(): Promise<void> {
    await host.pause();
    if (!quiet.isSince(IDLE)) await quiet.wait(IDLE);
  }

  async function diagnose(document: OpenDocument, isCancelled: () => boolean): Promise<Diagnosis | undefined> {
    const { key, snapshot } = document;
    const isStale = (): boolean => isCancelled() || documents.get(document.uri) !== document;
    if (isStale()) return undefined;
    if (!mayHoldPolicies(snapshot.text) && !key.endsWith(`/${CONFIGURATION_FILE}`)) return remember(key, FOREIGN);
    const { diagnoseLoaded } = await import('./engine.ts');
    const workspace = await workspaceOf(document);
    if (isStale()) return undefined;
    if (key.endsWith(`/${CONFIGURATION_FILE}`)) return remember(key, diagnoseConfiguration(workspace, key, snapshot.version));
    if (workspace.isIgnored(key)) return remember(key, { ...FOREIGN, key: 'ignored' });
    const diagnosis = await diagnoseLoaded(workspace, key, (steps) => drive(steps, host.pause, isStale));
    return diagnosis === undefined || isStale() ? undefined : remember(key, diagnosis);
  }

  function remember(key: string, diagnosis: Diagnosis): Diagnosis {
    reports.set(key, diagnosis);
    return diagnosis;
  }

  function dependentsOf(uri: string): readonly OpenDocument[] {
    const key = normalizeUri(uri);
    return documents.all().filter((document) => {
      if (document.key === key) return false;
      const diagnosis = reports.get(document.key);
      const read = [...(diagnosis?.reads ?? []), ...(diagnosis?.wanted ?? []), ...configurationPlaces(document.key, rootOf(document.key))];
      return read.some((other) => isInside(key, normalizeUri(other)));
    });
  }

  function find(uri: string): Target | undefined {
    const document = documents.get(uri);
    if (document !== undefined) return document;
    // A document of a folder may name a file of a folder within it, which then is another workspace.
    const holding = [workspaces.get(rootOf(normalizeUri(uri))), ...workspaces.values()];
    const snapshot = holding.map((workspace) => workspace?.snapshot.read(uri)).find((read) => read?.kind === 'text');
    if (snapshot?.kind !== 'text') return undefined;
    const index = lines.get(snapshot) ?? createLineIndex(snapshot.text);
    lines.set(snapshot, index);
    return { uri, version: null, lines: index };
  }

  return {
    documents,
    pause: host.pause,
    attend: (answer) => quiet.during(answer()),
    async warmUp() {
      const { warmUpSteps } = await import('./engine.ts');
      await quiet.wait(IDLE);
      const steps = warmUpSteps(await loadCatalog());
      await drive(steps, pauseUntilQuiet, () => false);
    },
    setFolders(uris) {
      folders = uris.map((uri) => normalizeUri(uri).replace(/\/$/, ''));
      workspaces.clear();
      reports.clear();
      settings.clear();
    },
    workspaceOf,
    readersOf,
    viewsOf,
    diagnose: (document, isCancelled) => quiet.during(diagnose(document, isCancelled)),
    reportOf: (uri) => reports.reportOf(normalizeUri(uri)),
    fragmentsOf: (uri) => reports.fragmentsOf(normalizeUri(uri)),
    changedOnDisk(uri) {
      for (const { snapshot } of workspaces.values()) snapshot.invalidate(uri);
      return dependentsOf(uri);
    },
    dependentsOf,
    closed(document) {
      reports.delete(document.key);
      const workspace = workspaces.get(rootOf(document.key));
      workspace?.analysis.forget(document.key);
      workspace?.snapshot.invalidate(document.key);
    },
    settingsOf: ({ root }) => settled.get(root) ?? NO_SETTINGS,
    forgetSettings: () => settings.clear(),
    find,
  };
}

/** What is wrong with a configuration file, at its first line: a problem names the value it speaks of. */
function diagnoseConfiguration(workspace: Workspace, uri: string, version: string): Diagnosis {
  const { problems } = workspace.readConfiguration(uri);
  const place = { uri, start: 0, end: 0 };
  const diagnostics = problems.map(
    (message): Diagnostic => ({ rule: 'configuration', severity: 'warning', message, place, fixes: [], related: [] }),
  );
  return { ours: true, diagnostics, reads: [], wanted: [], key: `configuration ${version}` };
}
