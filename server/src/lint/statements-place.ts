import type { Edit } from '../edit/edit.ts';
import { moveEntry, replaceEntry } from '../edit/move-entry.ts';
import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';
import type { JsonStatement } from './managed-statements.ts';
import type { RuleContext } from './rule.ts';

/** Where statements can stand in place of a managed policy. */
export interface StatementsPlace {
  /** Statements under a name, in place of the managed policy. */
  write(name: string, statements: readonly JsonStatement[]): readonly Edit[];
}

/**
 * Where the holder of a managed policy has its own statements: in its place (`Policies` of SAM), or in a list beside (`Policies` of a role,
 * `statements` of Serverless). `undefined` in a branch of `Fn::If`, which must not differ in kind from the other, and in a list that is not written.
 */
export function findStatementsPlace(source: PolicySource, context: RuleContext): StatementsPlace | undefined {
  const { node } = source;
  const found = findHolder(source, context);
  const beside = found && BESIDE.get(found.pair.key.value);
  if (found === undefined || beside === undefined) return undefined;
  const { mapping, pair } = found;
  const document = context.sourceOf(node.range);
  switch (beside.form) {
    case 'in place':
      return { write: (_, statements) => replaceEntry(document, node, documentOf(statements)) };
    case 'named':
      return {
        write(name, statements) {
          const policy = { PolicyName: freeName(name, mapping, beside.key), PolicyDocument: documentOf(statements) };
          return moveEntry(document, mapping, pair, node, beside.key, [policy]);
        },
      };
    case 'statements':
      return { write: (_, statements) => moveEntry(document, mapping, pair, node, beside.key, statements) };
  }
}

interface Beside {
  readonly form: 'in place' | 'named' | 'statements';
  readonly key: string;
}

/** By the key that holds managed policies, the key that holds statements. */
const BESIDE: ReadonlyMap<string, Beside> = new Map<string, Beside>([
  ['Policies', { form: 'in place', key: 'Policies' }],
  ['ManagedPolicyArns', { form: 'named', key: 'Policies' }],
  ['managedPolicies', { form: 'statements', key: 'statements' }],
  ['iamManagedPolicies', { form: 'statements', key: 'iamRoleStatements' }],
]);

export interface Holder {
  readonly mapping: MappingNode;
  readonly pair: Pair;
}

/** The pair whose value is the source's node, or a list with that node as an item; `undefined` in a branch of `Fn::If`. */
export function findHolder({ node, owner, when }: PolicySource, { template }: RuleContext): Holder | undefined {
  if (when.length > 0) return undefined;
  const own = template.scope.resources.get(owner.name)?.node;
  return findPairOf(own, node) ?? findPairOf(template.trees.get(node.range.unit.uri), node);
}

/** The depth of a tree is bounded. */
function findPairOf(root: Node | undefined, node: Node): Holder | undefined {
  if (root === undefined || root.kind === 'scalar') return undefined;
  if (root.kind === 'sequence') return findFirst(root.items, (item) => findPairOf(item, node));
  return findFirst(root.pairs, (pair) => {
    const { value } = pair;
    const isHere = value === node || (value.kind === 'sequence' && value.tag === undefined && value.items.includes(node));
    return isHere ? { mapping: root, pair } : findPairOf(value, node);
  });
}

function findFirst<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function documentOf(statements: readonly JsonStatement[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** A role has one inline policy of a name. */
function freeName(name: string, mapping: MappingNode, key: string): string {
  const list = findPair(mapping, key)?.value;
  const names = (list?.kind === 'sequence' ? list.items : []).map((item) => findPair(item, 'PolicyName')?.value);
  const taken = new Set(names.flatMap((value) => (value?.kind === 'scalar' ? [value.value] : [])));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  return free;
}
