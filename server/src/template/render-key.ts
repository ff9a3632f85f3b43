import type { Node } from '../syntax/node.ts';
import { findIntrinsic } from './intrinsic.ts';

/** Longer keys are cut and end in `…` with the place of their node, which keeps two of them apart. */
const maximumLength = 300;

/**
 * A function as text that is equal for equal functions, however they are written: `Fn::Select(0,Fn::Split(-,${AWS::StackName}))`. It serves
 * as the key of a symbol of which nothing more is known.
 */
export function renderKey(node: Node): string {
  const output: string[] = [];
  const length = append(output, node, 0, 0);
  return length > maximumLength
    ? `${output.join('').slice(0, maximumLength)}…${node.range.unit.name}:${node.range.start}`
    : output.join('');
}

function append(output: string[], node: Node, length: number, depth: number): number {
  if (length > maximumLength || depth > 20) return maximumLength + 1;
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) return appendContent(output, node, length, depth);
  const name = intrinsic.name === 'Ref' || intrinsic.name === 'Condition' ? intrinsic.name : `Fn::${intrinsic.name}`;
  output.push(name, '(');
  const argument = intrinsic.argument;
  let end = length + name.length + 2;
  if (intrinsic.name === 'GetAtt' && argument.kind === 'scalar') end = push(output, argument.value.replace('.', ','), end);
  else if (argument.kind === 'sequence') end = appendItems(output, argument.items, end, depth);
  else end = intrinsic.short ? appendContent(output, argument, end, depth) : append(output, argument, end, depth + 1);
  output.push(')');
  return end;
}

function appendContent(output: string[], node: Node, length: number, depth: number): number {
  if (node.kind === 'scalar') return push(output, node.value, length);
  if (node.kind === 'sequence') {
    output.push('[');
    const end = appendItems(output, node.items, length + 2, depth);
    output.push(']');
    return end;
  }
  output.push('{');
  let end = length + 2;
  for (const pair of node.pairs) {
    end = push(output, `${pair.key.value}:`, end);
    end = append(output, pair.value, end, depth + 1);
    output.push(',');
    if (end > maximumLength) break;
  }
  output.push('}');
  return end;
}

function appendItems(output: string[], items: readonly Node[], length: number, depth: number): number {
  let end = length;
  for (const [index, item] of items.entries()) {
    if (index > 0) output.push(',');
    end = append(output, item, end + 1, depth + 1);
    if (end > maximumLength) break;
  }
  return end;
}

function push(output: string[], text: string, length: number): number {
  output.push(text.length > maximumLength ? text.slice(0, maximumLength + 1) : text);
  return length + text.length;
}
