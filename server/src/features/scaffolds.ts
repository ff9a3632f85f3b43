/** Pieces of a template that give a function a role of its own, at the function or section that the cursor is in. */

import { renderSubText } from '../edit/data.ts';
import { newValueOf } from '../edit/new-values.ts';
import { executionRole } from '../generate/execution-role.ts';
import { samPolicies } from '../generate/sam-policies.ts';
import { serverlessStatements } from '../generate/serverless-statements.ts';
import { findReferenced } from '../generate/statements.ts';
import { findLineStart } from '../syntax/indentation.ts';
import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Scaffold } from './answers.ts';
import { insertEntry, insertFirstEntry } from './insert-entry.ts';
import { touchesHere } from './path.ts';
import type { FeatureRequest } from './request.ts';

/** What can be inserted at the cursor; the range is empty and lies where the piece goes. */
export function scaffolds(request: FeatureRequest): readonly Scaffold[] {
  return [samFunction(request), serverlessFunction(request), role(request)].filter((scaffold) => scaffold !== undefined);
}

const LAMBDA_TYPES: ReadonlySet<string> = new Set(['AWS::Serverless::Function', 'AWS::Lambda::Function']);

function samFunction({ catalog, template, source, tree, offset }: FeatureRequest): Scaffold | undefined {
  const entry = findEntryAt(source, findPair(tree, 'Resources'), offset);
  const properties = findPair(entry?.value, 'Properties')?.value;
  const last = lastWritten(properties);
  if (template.dialect !== 'sam' || entry === undefined || properties?.kind !== 'mapping' || last === undefined) return undefined;
  if (typeOf(entry.value) !== 'AWS::Serverless::Function' || hasAny(properties, 'Policies', 'Role')) return undefined;
  const named = properties.pairs.filter(({ key }) => key.value !== 'Events').flatMap(({ value }) => findReferenced(template.scope, value));
  const resources = [...new Set(named)].filter(({ logicalId }) => logicalId !== entry.key.value);
  const insertion = insertEntry(source, properties, last, samPolicies(catalog, template.scope, resources));
  if (insertion === undefined) return undefined;
  return { id: 'sam-policies', title: `Add Policies to ${entry.key.value}`, uri: source.uri, ...insertion };
}

function serverlessFunction({ catalog, template, source, tree, offset }: FeatureRequest): Scaffold | undefined {
  const entry = findEntryAt(source, findPair(tree, 'functions'), offset);
  const last = lastWritten(entry?.value);
  if (template.dialect !== 'serverless' || entry?.value.kind !== 'mapping' || last === undefined) return undefined;
  if (hasAny(entry.value, 'iamRoleStatements', 'iam', 'role')) return undefined;
  const resources = findReferenced(template.scope, findValue(entry.value, 'environment'));
  const statements = serverlessStatements(catalog, template.scope, resources, hasRolePerFunction(tree));
  const insertion = insertEntry(source, entry.value, last, statements);
  if (insertion === undefined) return undefined;
  return { id: 'serverless-iam-role-statements', title: `Add permissions to ${entry.key.value}`, uri: source.uri, ...insertion };
}

/** Version 4 gives a function a role of its own without a plugin. */
function hasRolePerFunction(tree: Node): boolean {
  const version = findValue(tree, 'frameworkVersion');
  return (
    findValue(tree, 'provider', 'iam', 'role', 'mode') !== undefined || (version?.kind === 'scalar' && /^[\^~>=\s]*4/.test(version.value))
  );
}

/** Behind the resource that the cursor is in, or at the head of an empty section. */
function role({ template, source, tree, offset }: FeatureRequest): Scaffold | undefined {
  if (template.dialect === 'policy') return undefined;
  const section = findPair(template.dialect === 'serverless' ? findValue(tree, 'resources') : tree, 'Resources');
  if (section === undefined) return undefined;
  const entry = findEntryAt(source, section, offset);
  const isOnKey = touchesHere(source, section.key.outer, offset);
  const place = entry ?? (isOnKey ? lastWritten(section.value) : undefined);
  const isLambda = entry !== undefined && LAMBDA_TYPES.has(typeOf(entry.value) ?? '');
  const name = isLambda ? entry.key.value : undefined;
  const written = executionRole({
    logicalId: freeName(template.scope.resources, name === undefined ? 'FunctionRole' : `${name}ExecutionRole`),
    ...(isLambda ? functionNameOf(entry) : {}),
  });
  const insertion =
    section.value.kind === 'mapping' && place !== undefined
      ? insertEntry(source, section.value, place, written, isFollowedByGap(source, section.value))
      : isOnKey && section.value.kind === 'scalar'
        ? insertFirstEntry(source, section, written)
        : undefined;
  if (insertion === undefined) return undefined;
  const title = name === undefined ? 'Add an execution role for a function' : `Add an execution role for ${name}`;
  return { id: 'cloudformation-role', title, uri: source.uri, ...insertion };
}

/**
 * The function's name in `Fn::Sub` notation. Without `FunctionName`, CloudFormation makes it of the stack's name, the logical id and a random
 * suffix. Never a reference to the function itself: the function needs the role first.
 */
function functionNameOf(entry: Pair): { readonly functionName?: string } {
  const node = findValue(entry.value, 'Properties', 'FunctionName');
  if (node === undefined) return { functionName: `\${AWS::StackName}-${entry.key.value}-*` };
  const value = newValueOf(node);
  return value === undefined ? {} : { functionName: renderSubText(value) };
}

function freeName(taken: ReadonlyMap<string, unknown>, name: string): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  return free;
}

/** The entry of a section whose lines the cursor is in: from its key to the next one, blank lines at the section's end included. */
function findEntryAt(source: Source, section: Pair | undefined, offset: number): Pair | undefined {
  if (section?.value.kind !== 'mapping' || !source.layout.has(section.range.unit)) return undefined;
  const { end } = toOffsets(source, section.value.outer);
  if (offset > end && source.text.slice(end, offset).trim() !== '') return undefined;
  return section.value.pairs.findLast(
    (pair) =>
      source.layout.has(pair.range.unit) &&
      pair.merged !== true &&
      findLineStart(source.text, toOffsets(source, pair.key.outer).start) <= offset,
  );
}

/** Whether the author writes empty lines between the entries. */
function isFollowedByGap(source: Source, section: MappingNode): boolean {
  const [first, second] = section.pairs;
  if (first === undefined || second === undefined || !source.layout.has(first.range.unit) || !source.layout.has(second.range.unit))
    return false;
  return /\n[ \t]*\r?\n[^\n]*$/.test(source.text.slice(toOffsets(source, first.range).start, toOffsets(source, second.range).start));
}

function lastWritten(node: Node | undefined): Pair | undefined {
  return node?.kind === 'mapping' ? node.pairs.findLast((pair) => pair.merged !== true) : undefined;
}

function hasAny(mapping: MappingNode, ...keys: readonly string[]): boolean {
  return keys.some((key) => findPair(mapping, key) !== undefined);
}

function typeOf(node: Node): string | undefined {
  const type = findValue(node, 'Type');
  return type?.kind === 'scalar' ? type.value : undefined;
}
