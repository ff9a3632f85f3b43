import type { Range } from '../syntax/node.ts';
import type { Template } from '../template/template.ts';
import { findDeclarations, findOrigins, findOwnNames } from './names/find-declarations.ts';
import type { FoundName } from './names/find-name.ts';
import { findNameAt } from './names/find-name.ts';
import { findUses } from './names/find-uses.ts';
import type { NameUse } from './names/name-use.ts';
import type { FeatureRequest } from './request.ts';

/** `reason` is a sentence for the user. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
}

export interface Renamable {
  readonly kind: 'renamable';
  /** The name under the cursor. */
  readonly range: Range;
  readonly name: string;
}

export interface Renamed {
  readonly kind: 'renamed';
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** Whether the name under the cursor can have another; `undefined` where none stands. */
export function prepareRename(request: FeatureRequest): Renamable | Refused | undefined {
  const found = findNameAt(request);
  if (found === undefined) return undefined;
  const reason = findHindrance(request.template, found);
  return reason === undefined ? { kind: 'renamable', range: found.at.range, name: found.at.name } : refuse(reason);
}

/** The edits that give it another: its declaration, every use, and the names that a framework makes of it. */
export function rename(request: FeatureRequest, to: string): Renamed | Refused | undefined {
  const { template } = request;
  const found = findNameAt(request);
  if (found === undefined) return undefined;
  const reason = findHindrance(template, found) ?? (to === found.at.name ? undefined : findCollision(template, found, to));
  if (reason !== undefined) return refuse(reason);
  const made = namesUnder(template, found, to);
  const written = [...found.declarations, ...found.uses];
  return { kind: 'renamed', edits: written.map((use) => ({ range: use.range, text: made.get(use.name) ?? to })) };
}

function refuse(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** Why a name cannot be changed, whatever the new one. */
function findHindrance(template: Template, { at, declarations, generated }: FoundName): string | undefined {
  const [declaration] = declarations;
  if (declaration?.byAnotherName === true)
    return `'${at.name}' is the logical id that the Serverless Framework makes of a name below functions or stateMachines; it cannot be chosen`;
  if (generated) {
    const makers = [...new Set(declarations.map(({ name }) => `'${name}'`))].join(', ');
    return `'${at.name}' is made by SAM for ${makers}; rename that`;
  }
  if (declaration === undefined) {
    const isMade = at.kind === 'value' && template.scope.resources.has(at.name);
    return isMade ? `'${at.name}' is made by the framework; it cannot be chosen` : `'${at.name}' is not declared in this template`;
  }
  if (template.problems.some(({ code }) => code === 'syntax'))
    return 'The template has a syntax error, and what cannot be read cannot be renamed; mend it first';
  return undefined;
}

/** What YAML reads as a number, a truth value or nothing where it stands without quotes. */
const NO_TEXT = /^(?:[0-9][0-9e]*|0[xob][0-9a-f]+|true|false|yes|no|on|off|y|n|null)$/i;

function findCollision(template: Template, found: FoundName, to: string): string | undefined {
  const { kind, name } = found.at;
  if (!/^[A-Za-z0-9]{1,255}$/.test(to)) return `'${to}' is no logical id: up to 255 letters and digits, nothing else`;
  if (NO_TEXT.test(to)) return `YAML does not read '${to}' as a text`;
  const taken = new Set(findDeclarations(template).flatMap((one) => (one.kind === kind ? [one.name] : [])));
  if (taken.has(to)) return `'${to}' is declared in this template already`;
  if (kind === 'value' && template.scope.loops.has(to)) return `'${to}' is the identifier of an Fn::ForEach of this template`;
  const [maker] = kind === 'value' ? findOrigins(template, to) : [];
  if (maker !== undefined && maker.name !== name) return `'${to}' is the logical id of what is made for '${maker.name}'`;
  if (findUses(template).some((use) => use.kind === kind && use.name === to))
    return `'${to}' is used in this template already, though nothing declares it`;
  const made = namesUnder(template, found, to);
  const clash = [...made.values()].find((id) => taken.has(id));
  if (clash !== undefined) return `SAM would make '${clash}' of it, which is declared in this template already`;
  return findCapture(found.uses, name, to, made);
}

/** What SAM makes of a resource under its new name, by what it makes now. */
function namesUnder(template: Template, { at }: FoundName, to: string): ReadonlyMap<string, string> {
  const resource = at.kind === 'value' ? template.scope.resources.get(at.name) : undefined;
  return resource === undefined ? new Map() : findOwnNames(template, resource, to);
}

/** A variable of an `Fn::Sub` hides a resource of its name. */
function findCapture(uses: readonly NameUse[], name: string, to: string, made: ReadonlyMap<string, string>): string | undefined {
  const hides = uses.some(({ variables, name: used }) => variables?.has(made.get(used) ?? to) === true);
  return hides ? `'${to}' is a variable of an Fn::Sub that names '${name}'` : undefined;
}
