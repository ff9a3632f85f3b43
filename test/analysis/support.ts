import type { Analysis } from '../../server/src/analysis/analysis.ts';
import type { CodeAction } from '../../server/src/analysis/answers.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { RULE_IDS } from '../../server/src/analysis/rule-list.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import { mergeConfiguration } from '../../server/src/lint/config.ts';
import type { FileSnapshot } from '../../server/src/template/files.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { apply } from '../support/check-rule.ts';

/** The rules that tests of the facade count on: others come and go without changing what these find. */
const COUNTED_ON: ReadonlySet<string> = new Set([
  'duplicate-sid',
  'invalid-arn',
  'invalid-effect',
  'invalid-syntax',
  'invalid-version',
  'missing-action',
  'missing-effect',
  'missing-resource',
  'policy-template-parameters',
  'policy-wrapper',
  'resource-type-mismatch',
  'suppression-reason',
  'unknown-action',
  'unknown-element',
  'unknown-policy-template',
  'unknown-service',
  'unquoted-star',
  'wildcard-action',
  'wildcard-resource',
]);

/** Nothing but these. */
export const FEW_RULES: Configuration = {
  rules: Object.fromEntries([...RULE_IDS].filter((id) => !COUNTED_ON.has(id)).map((id) => [id, 'off'])),
  ignore: [],
};

/** Files that a test writes while an analysis over them lives. */
export interface Desk {
  readonly analysis: Analysis;
  write(uri: string, text: string): void;
  set(uri: string, snapshot: FileSnapshot): void;
  remove(uri: string): void;
  configure(configuration: Configuration): void;
  text(uri: string): string;
  /** Every read so far, by URI. */
  readonly reads: readonly string[];
}

export function createDesk(texts: Readonly<Record<string, string>>): Desk {
  const snapshots = new Map<string, FileSnapshot>();
  const reads: string[] = [];
  let version = 0;
  let configuration = FEW_RULES;
  const write = (uri: string, text: string): void => void snapshots.set(uri, { kind: 'text', text, version: `${++version}` });
  for (const [uri, text] of Object.entries(texts)) write(uri, text);
  const read = (uri: string): FileSnapshot => {
    reads.push(uri);
    return snapshots.get(uri) ?? { kind: 'missing' };
  };
  return {
    analysis: createAnalysis({ catalog: loadCatalogForTests(), files: { read }, configurationOf: () => configuration }),
    write,
    set: (uri, snapshot) => void snapshots.set(uri, snapshot),
    remove: (uri) => void snapshots.delete(uri),
    configure(value) {
      configuration = mergeConfiguration(FEW_RULES, value);
    },
    text(uri) {
      const snapshot = snapshots.get(uri);
      return snapshot?.kind === 'text' ? snapshot.text : '';
    },
    reads,
  };
}

export function actionsOf(desk: Desk, uri: string): readonly CodeAction[] {
  return desk.analysis.codeActions(uri, { start: 0, end: desk.text(uri).length });
}

/** Writes what the first action with this part in its title changes, in every file. */
export function perform(desk: Desk, uri: string, title: string): void {
  const action = actionsOf(desk, uri).find((candidate) => candidate.title.includes(title));
  if (action === undefined)
    throw new Error(
      `no action '${title}' among ${actionsOf(desk, uri)
        .map((one) => one.title)
        .join(' | ')}`,
    );
  const resolved = desk.analysis.resolveCodeAction(action.data);
  if (resolved.kind !== 'changes') throw new Error(resolved.reason);
  for (const [changed, changes] of resolved.changes) desk.write(changed, apply(desk.text(changed), changes));
}

export function rulesFound(desk: Desk, uri: string): readonly string[] {
  return desk.analysis.diagnose(uri).diagnostics.map(({ rule }) => rule);
}
