import { textOf } from '../../syntax/source.ts';
import type { Template } from '../../template/template.ts';
import { touchesHere } from '../path.ts';
import type { FeatureRequest } from '../request.ts';
import { findDeclarations, findOrigins, findOwnNames } from './find-declarations.ts';
import { findUses } from './find-uses.ts';
import type { NameDeclaration, NameUse } from './name-use.ts';

/** A name under the cursor, with all that is written of it. */
export interface FoundName {
  readonly at: NameUse;
  /** Where it is declared: one entry, or none; of what a framework makes what it is made of. */
  readonly declarations: readonly NameDeclaration[];
  /** A framework makes it of `declarations`. */
  readonly generated: boolean;
  /** Where it is used, and where what a framework makes of it is, each stretch once. */
  readonly uses: readonly NameUse[];
}

/** `undefined` where no name stands. */
export function findNameAt({ template, source, offset }: FeatureRequest): FoundName | undefined {
  const declared = findDeclarations(template);
  const used = findUses(template);
  const at = [...declared, ...used].find(({ range }) => touchesHere(source, range, offset));
  if (at === undefined) return undefined;
  const own = declared.filter(({ kind, name }) => kind === at.kind && name === at.name);
  const generated = own.length === 0 && at.kind === 'value';
  const names = new Set([at.name, ...(at.kind === 'value' ? madeOf(template, at.name) : [])]);
  const uses = used.filter(({ kind, name }) => kind === at.kind && names.has(name));
  const declarations = generated ? findOrigins(template, at.name) : own;
  return { at, declarations, generated: generated && declarations.length > 0, uses: withoutRepetitions(template, uses) };
}

/** Names of what is made of a resource alone. */
function madeOf(template: Template, name: string): Iterable<string> {
  const resource = template.scope.resources.get(name);
  return resource === undefined ? [] : findOwnNames(template, resource, `${resource.key?.value}Other`).keys();
}

function withoutRepetitions(template: Template, uses: readonly NameUse[]): readonly NameUse[] {
  const seen = new Set<string>();
  return uses.filter(({ range }) => {
    const source = template.sources.get(range.unit.uri);
    // A range of a unit that no text has is a programming error elsewhere; here it is left out.
    if (source?.layout.has(range.unit) !== true) return false;
    const key = `${source.uri} ${(source.layout.get(range.unit) ?? 0) + range.start}`;
    const isNew = !seen.has(key) && textOf(source, range) !== '';
    seen.add(key);
    return isNew;
  });
}
