import type { Catalog } from '../catalog/catalog.ts';
import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { isNamedBoundary } from '../grants/boundary-settings.ts';
import { lowerPolicies } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import { parseDocument } from '../syntax/parse.ts';
import type { Files, TextSnapshot } from '../template/files.ts';
import { languageOf } from '../template/language.ts';
import { lowerTemplate } from '../template/lower-template.ts';

/** Documents of boundaries that stand in files of the workspace, read when one is asked for. */
export interface BoundaryDocuments {
  /** The policies of the boundary that is written so, in `Fn::Sub` notation; `undefined` where no file of the workspace has them. */
  find(text: string): readonly Policy[] | undefined;
  /** What was asked of the files so far. */
  readonly reads: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
  /** For the next version of the document. */
  readonly memory: BoundaryMemory;
}

/** The policies of each file, with its version. */
export type BoundaryMemory = ReadonlyMap<string, ReadBoundary>;

interface ReadBoundary {
  readonly version: string;
  readonly policies: readonly Policy[] | undefined;
}

/** A file that says the same as in an earlier version has the same policies. */
export function readBoundaries(
  settings: BoundarySettings,
  files: Files,
  catalog: Catalog,
  previous: BoundaryMemory = new Map(),
): BoundaryDocuments {
  const reads = new Set<string>();
  const wanted = new Set<string>();
  const memory = new Map<string, ReadBoundary>();

  function policiesOf(uri: string): readonly Policy[] | undefined {
    const read = memory.get(uri);
    if (read !== undefined) return read.policies;
    const snapshot = files.read(uri);
    reads.add(uri);
    if (snapshot.kind === 'unread') wanted.add(uri);
    if (snapshot.kind !== 'text') return undefined;
    const known = previous.get(uri);
    const policies = known?.version === snapshot.version ? known.policies : lowerBoundary(uri, snapshot, files, catalog);
    memory.set(uri, { version: snapshot.version, policies });
    return policies;
  }

  return {
    find(text) {
      const named = Object.entries(settings.files).find(([name]) => isNamedBoundary(name, text) === 'yes');
      return named === undefined ? undefined : policiesOf(named[1]);
    },
    reads,
    wanted,
    memory,
  };
}

/** A file that is a policy; `undefined` for anything else. */
function lowerBoundary(uri: string, { text, languageId }: TextSnapshot, files: Files, catalog: Catalog): readonly Policy[] | undefined {
  const lowered = lowerTemplate(parseDocument(uri, text, languageOf(uri, text, languageId)), {
    catalog,
    files,
    parse: parseDocument,
    looseKind: 'boundary',
  });
  if (lowered?.template.dialect !== 'policy') return undefined;
  const policies = lowerPolicies(lowered.template);
  return policies.length === 0 ? undefined : policies;
}
