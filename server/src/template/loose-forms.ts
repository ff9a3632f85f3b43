import type { MappingNode, Node, SequenceNode } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { isPolicyElement, isStatementElement } from './elements.ts';
import { findIntrinsic } from './intrinsic.ts';

/** A policy in a file of its own: where it stands, and as what. */
export interface LoosePolicy {
  readonly kind: 'document' | 'statements' | 'json-text';
  readonly node: Node;
  /** What the place itself says; most do not. */
  readonly policyKind?: 'trust' | 'resource';
}

/**
 * The policies of a file that is no template: a document, a statement, a list of either, or what the AWS CLI prints and takes
 * (`PolicyDocument`, `PolicyVersion`, `Policy` with JSON text, `Role`), an API's body with its policy, and fragments for Serverless whose
 * entries are lists of statements. `undefined` where it is none; `Version` is never needed.
 */
export function findLooseForm(tree: Node): readonly LoosePolicy[] | undefined {
  const found = tree.kind === 'sequence' ? findInList(tree) : tree.kind === 'mapping' ? findInMapping(tree) : [];
  return found.length === 0 ? undefined : found;
}

/** Whether a mapping is a policy document by its shape. A `Version` of 1 is that of Alibaba Cloud, whose documents look the same. */
export function isDocumentLike(node: Node): node is MappingNode {
  const statement = findPair(node, 'Statement')?.value;
  const version = findPair(node, 'Version')?.value;
  if (node.kind !== 'mapping') return false;
  if (statement === undefined) return isPolicyVersion(version) && node.pairs.every((pair) => isPolicyElement(pair.key.value));
  if (version?.kind === 'scalar' && version.value === '1') return false;
  if (node.pairs.every((pair) => isPolicyElement(pair.key.value))) return statement.kind !== 'scalar' || version !== undefined;
  const statements = statement.kind === 'sequence' ? statement.items : [statement];
  return statements.some(isStatementLike);
}

/** The two versions there are; either says that a document is being typed. */
function isPolicyVersion(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && (node.value === '2012-10-17' || node.value === '2008-10-17');
}

/** Whether a mapping is a statement by its shape: `Effect` with another element, or an action with what it is on. */
export function isStatementLike(node: Node): node is MappingNode {
  if (node.kind !== 'mapping') return false;
  const known = node.pairs.filter((pair) => isStatementElement(pair.key.value)).length;
  if (known < 2 || known * 2 < node.pairs.length) return false;
  const effect = findPair(node, 'Effect')?.value;
  if (effect?.kind === 'scalar' && /^(?:allow|deny)$/i.test(effect.value)) return true;
  const action = findPair(node, 'Action')?.value ?? findPair(node, 'NotAction')?.value;
  if (action === undefined || !isActionLike(action)) return false;
  return effect !== undefined || ['Resource', 'NotResource', 'Principal'].some((key) => findPair(node, key) !== undefined);
}

function isActionLike(node: Node): boolean {
  if (node.kind === 'sequence') return node.items.some(isActionLike);
  return node.kind === 'scalar' && (node.value === '*' || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(node.value));
}

function findInList(list: SequenceNode): readonly LoosePolicy[] {
  if (isStatementList(list)) return [{ kind: 'statements', node: list }];
  return list.items.flatMap((item) => (item.kind === 'mapping' ? findInMapping(item) : []));
}

/** A list with statements, and nothing in it but statements, functions and what is still being typed. */
function isStatementList(list: SequenceNode): boolean {
  let found = false;
  for (const item of list.items) {
    const branches = branchesOf(item);
    if (branches.some(isStatementLike)) found = true;
    else if (branches === noBranches && item.kind === 'mapping' && item.pairs.length > 0 && !hasStatementKey(item)) return false;
  }
  return found;
}

const noBranches: readonly Node[] = [];

function branchesOf(item: Node): readonly Node[] {
  const intrinsic = findIntrinsic(item);
  if (intrinsic === undefined) return isStatementLike(item) ? [item] : noBranches;
  return intrinsic.name === 'If' && intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [item];
}

function hasStatementKey(item: MappingNode): boolean {
  return item.pairs.some((pair) => isStatementElement(pair.key.value));
}

function findInMapping(mapping: MappingNode): readonly LoosePolicy[] {
  if (isDocumentLike(mapping)) return [{ kind: 'document', node: mapping }];
  if (isStatementLike(mapping)) return [{ kind: 'statements', node: mapping }];
  return [...findWrapped(mapping), ...findFragments(mapping)];
}

const wrappers: readonly (readonly [path: readonly string[], policyKind?: 'trust' | 'resource'])[] = [
  [['PolicyDocument']],
  [['PolicyVersion', 'Document']],
  [['Policy']],
  [['AssumeRolePolicyDocument'], 'trust'],
  [['Role', 'AssumeRolePolicyDocument'], 'trust'],
  [['x-amazon-apigateway-policy'], 'resource'],
];

function findWrapped(mapping: MappingNode): readonly LoosePolicy[] {
  return wrappers.flatMap(([path, policyKind]) => {
    const node = findValue(mapping, ...path);
    const kind = node === undefined ? undefined : isDocumentLike(node) ? 'document' : isJsonText(node) ? 'json-text' : undefined;
    if (node === undefined || kind === undefined) return [];
    return [policyKind === undefined ? { kind, node } : { kind, node, policyKind }];
  });
}

/** A string that reads like the JSON text of a policy document. */
function isJsonText(node: Node): boolean {
  return node.kind === 'scalar' && /^\s*\{/.test(node.value) && /"Statement"\s*:/.test(node.value);
}

/** Entries that are lists of statements, one of them at least: `${file(statements.yml):readers}`. */
function findFragments(mapping: MappingNode): readonly LoosePolicy[] {
  return mapping.pairs.flatMap((pair): readonly LoosePolicy[] => {
    const { value } = pair;
    // A document that was not taken for one holds no fragments either.
    if (pair.key.value === 'Statement') return [];
    if (value.kind === 'sequence' && isStatementList(value)) return [{ kind: 'statements', node: value }];
    const inner = value.kind === 'mapping' ? findPair(value, 'iamRoleStatements')?.value : undefined;
    return inner?.kind === 'sequence' && isStatementList(inner) ? [{ kind: 'statements', node: inner }] : [];
  });
}
