import type { Diagnosis, Diagnostic } from '../analysis/answers.ts';
import { configurationPlaces } from '../analysis/configuration-places.ts';
import { runToEnd } from '../analysis/steps.ts';
import { normalizeUri } from '../analysis/uris.ts';
import { diagnoseLoaded } from '../analysis/workspace.ts';
import { describeFinding } from './describe-finding.ts';
import { displayPath } from './display-path.ts';
import { describeFault } from './fault.ts';
import type { Hashes } from './fingerprint.ts';
import type { CheckedFinding, Inputs, Outcome } from './outcome.ts';
import type { Opening, OpenTarget, Project } from './project.ts';
import type { CheckSettings } from './settings.ts';
import { SEVERITIES } from './severities.ts';
import type { Target } from './target.ts';

/** Findings by path, in the order of the analysis. */
type Found = Map<string, CheckedFinding[]>;

/**
 * Checks a target. A fault of the analysis is part of the outcome; rejects where nothing at all can be checked (the catalogue is
 * missing). `fingerprint` asks for the inputs.
 */
export async function checkTarget(
  target: Target,
  project: Project,
  settings: CheckSettings,
  fingerprint?: Hashes['fingerprint'],
): Promise<Outcome> {
  const opening = await project.open(target);
  const { document, problem, configuration } = opening;
  const told = { ...(problem === undefined ? {} : { problem }), ...(configuration === undefined ? {} : { configuration }) };
  const inputsOf = (diagnosis?: Diagnosis) =>
    fingerprint === undefined ? {} : findInputs(target, opening, project, fingerprint, diagnosis);
  if (document === undefined) return { ...told, files: [], ...inputsOf() };
  const found: Found = new Map();
  try {
    const diagnosis = await diagnoseTarget(document);
    if (diagnosis.ours) addFindings(found, document, diagnosis.diagnostics, project, settings);
    return { ...told, files: encodeFiles(found), ...inputsOf(diagnosis) };
  } catch (error) {
    return { ...told, files: encodeFiles(found), fault: describeFault(error) };
  } finally {
    project.close(document);
  }
}

/** Diagnoses a document straight through, with all it names loaded. */
export async function diagnoseTarget({ workspace, uri }: OpenTarget): Promise<Diagnosis> {
  const diagnosis = await diagnoseLoaded(workspace, uri, async (steps) => runToEnd(steps));
  return diagnosis ?? { ours: false, diagnostics: [], reads: [], wanted: [], key: '' };
}

function addFindings(
  found: Found,
  document: OpenTarget,
  diagnostics: readonly Diagnostic[],
  project: Project,
  { severity, withChanges }: CheckSettings,
): void {
  found.set(document.path, []);
  const lowest = SEVERITIES.indexOf(severity);
  const describe = describeFinding(document, project, withChanges);
  for (const diagnostic of diagnostics) {
    if (SEVERITIES.indexOf(diagnostic.severity) > lowest) continue;
    const { path, finding } = describe(diagnostic);
    const own = found.get(path) ?? [];
    own.push(finding);
    found.set(path, own);
  }
}

function encodeFiles(found: Found): Outcome['files'] {
  return [...found].map(([path, findings]) => ({ path, findings: toAscii(JSON.stringify(findings)) }));
}

/** JSON of one byte a character: a single `…` would have the engine hold all of a text in two. */
function toAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Nothing where it cannot be told what the outcome depends on. */
function findInputs(
  { uri, path }: Target,
  { file, workspace }: Opening,
  project: Project,
  fingerprint: Hashes['fingerprint'],
  diagnosis?: Diagnosis,
): { inputs?: Inputs } {
  if (file === undefined) return {};
  const own = [path, fingerprint({ kind: 'text', text: file.text, version: '' }) ?? ''] as const;
  if (workspace === undefined) return { inputs: { files: [own] } };
  const configurations = project.configurationText === undefined ? configurationPlaces(uri, workspace.root) : [];
  const files = [own];
  for (const read of new Set([...configurations, ...(diagnosis?.reads ?? []), ...(diagnosis?.wanted ?? [])].map(normalizeUri))) {
    const print = fingerprint(workspace.snapshot.read(read));
    if (print === undefined) return {};
    if (read !== uri) files.push([project.pathOf(read), print]);
  }
  return { inputs: { root: displayPath(project.cwd, workspace.root), files } };
}
