import type { Range } from '../syntax/node.ts';
import type { Source, TextEdit } from '../syntax/source.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import type { Configuration } from './config.ts';
import { isActive } from './config.ts';
import type { ResourceMetadata } from './find-suppressions.ts';
import { findMetadata, findSuppressions, mayBeSilenced } from './find-suppressions.ts';
import { findNearest } from './nearest.ts';
import type { Rule } from './rule.ts';
import type { SuppressedName, Suppression, WrittenSuppression } from './suppression.ts';

export interface Suppressions {
  /** Whether anything at all is silenced in a document. */
  silencesAny(source: Source): boolean;
  /** Those findings that no author has silenced; `start` is where their unit starts. */
  filter<F extends Silenceable>(source: Source, start: number, findings: readonly F[]): readonly F[];
  /** What became of each suppression, once all findings have been filtered. */
  used(rules: readonly Rule[], configuration: Configuration): readonly Suppression[];
  /** For the next version of the document. */
  readonly memory: SuppressionMemory;
}

export interface SuppressionMemory {
  readonly metadata: ResourceMetadata;
  /** The document itself has no word that silences. */
  readonly isLoud: boolean;
}

interface Silenceable {
  readonly rule: Pick<Rule, 'id' | 'alsoKnownAs'>;
  readonly range: Range;
}

/** What is silenced in a template. `edit`: how its text came from that of the version before, where it is known. */
export function createSuppressions(
  template: Template,
  declared: readonly DeclaredResource[],
  previous: SuppressionMemory | undefined,
  edit: TextEdit | undefined,
): Suppressions {
  const metadata = findMetadata(declared, previous?.metadata);
  const isLoud = !mayBeSilenced(template.source.text, previous?.isLoud === true ? edit : undefined);
  const all = findSuppressions(template, metadata, isLoud);
  const byUri = new Map<string, WrittenSuppression[]>();
  for (const written of all) {
    const list = byUri.get(written.uri);
    if (list === undefined) byUri.set(written.uri, [written]);
    else list.push(written);
  }
  const silenced = new Map<Range, Set<string>>();
  const silences = ({ tool, covers, names }: WrittenSuppression, { rule }: Silenceable, at: number): boolean => {
    if (at < covers.start || at > covers.end) return false;
    const meant = names.filter(({ id }) => isMeant(rule, tool, id));
    for (const { range } of meant) silenced.set(range, (silenced.get(range) ?? new Set()).add(rule.id));
    return meant.length > 0;
  };
  return {
    memory: { metadata, isLoud },
    silencesAny: ({ uri }) => byUri.has(uri),
    filter(source, start, findings) {
      const first = findings[0];
      const last = findings[findings.length - 1];
      const own = byUri.get(source.uri);
      if (own === undefined || first === undefined || last === undefined) return findings;
      const near = own.filter(({ covers }) => covers.start <= start + last.range.start && start + first.range.start <= covers.end);
      if (near.length === 0) return findings;
      // Each of several suppressions of one finding is used.
      return findings.filter((finding) => near.filter((written) => silences(written, finding, start + finding.range.start)).length === 0);
    },
    used(rules, configuration) {
      const known = new Map(rules.map((rule) => [rule.id, rule]));
      return all.map((written) => ({
        ...written,
        names: written.names.map((name): SuppressedName => {
          const rulesOf = [...(silenced.get(name.range) ?? [])];
          if (rulesOf.length > 0) return { ...name, silenced: rulesOf, state: 'used' };
          if (written.tool !== 'leastwise') return { ...name, silenced: [], state: 'unused' };
          const rule = known.get(name.id);
          if (rule !== undefined) return { ...name, silenced: [], state: isActive(rule, configuration) ? 'unused' : 'off' };
          const nearest = findNearest(name.id, known.keys());
          return { ...name, silenced: [], state: 'unknown', ...(nearest === undefined ? {} : { nearest }) };
        }),
      }));
    },
  };
}

/** cfn-lint takes the first letters of a check for all checks that begin so. */
function isMeant(rule: Silenceable['rule'], tool: WrittenSuppression['tool'], id: string): boolean {
  if (tool === 'leastwise') return rule.id === id;
  const names = [rule.alsoKnownAs?.[tool] ?? []].flat();
  return names.some((name) => (tool === 'cfn-lint' ? name.startsWith(id) : name === id));
}
