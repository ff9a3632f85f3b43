import type { Node } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { findIntrinsic, plainMapping } from '../../template/intrinsic.ts';
import { findVariables } from '../../template/variables.ts';

/** Whether JavaScript takes a value for true: `unknown` for a variable that is not known. */
export function isOn(node: Node | undefined): 'yes' | 'no' | 'unknown' {
  if (node === undefined) return 'no';
  if (node.kind !== 'scalar' || findIntrinsic(node) !== undefined) return 'yes';
  if (node.type === 'null' || node.value === '') return 'no';
  if (node.type === 'boolean') return /^(?:false|no|off)$/i.test(node.value) ? 'no' : 'yes';
  if (node.type === 'number') return Number(node.value) === 0 ? 'no' : 'yes';
  return isUnresolved(node) ? 'unknown' : 'yes';
}

/** Whether the value is a string with a variable that is not known. */
export function isUnresolved(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && hasVariable(node.value);
}

/** Whether a text has a variable that is not known; `${aws:region}` is known to CloudFormation. */
export function hasVariable(text: string): boolean {
  return findVariables(text, 'serverless').some(({ kind, ...variable }) => {
    return kind === 'serverless' && 'content' in variable && !/^aws:(?:region|accountId)$/.test(variable.content);
  });
}

/** The value itself, or one of its properties where it is a mapping: `sqs: arn` and `sqs: { arn: … }`. */
export function shortOrProperty(node: Node, name: string): Node | undefined {
  return plainMapping(node) === undefined ? node : findPair(node, name)?.value;
}
