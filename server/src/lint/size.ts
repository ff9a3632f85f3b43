import type { Node, Pair } from '../syntax/node.ts';
import type { Intrinsic } from '../template/intrinsic.ts';
import { argumentList, findIntrinsic, isNoValue, scalarArgument } from '../template/intrinsic.ts';

/**
 * The fewest characters, white space left out, that the JSON of a node can have when it is deployed: what is known at deployment only counts as
 * nothing, of two branches the shorter one counts.
 */
export function leastLength(node: Node): number {
  return lengthOf(node, { left: MOST_NODES });
}

/** No policy is larger; an alias that repeats itself is. What is not looked at counts as nothing. */
const MOST_NODES = 100_000;

interface Budget {
  left: number;
}

/** 0 where the node may be absent. */
function lengthOf(node: Node, budget: Budget): number {
  if (budget.left-- <= 0) return 0;
  const intrinsic = findIntrinsic(node);
  if (intrinsic !== undefined) return lengthOfIntrinsic(intrinsic, budget);
  switch (node.kind) {
    case 'scalar':
      return node.type === 'string' ? lengthOfString(withoutVariables(node.value)) : node.value.length;
    case 'sequence':
      return joined(node.items.map((item) => lengthOf(item, budget)));
    case 'mapping':
      return joined(node.pairs.map((pair) => lengthOfPair(pair, budget)));
  }
}

function lengthOfPair({ key, value }: Pair, budget: Budget): number {
  const length = key.value.startsWith('Fn::') ? 0 : lengthOf(value, budget);
  return length === 0 ? 0 : lengthOfString(key.value) + 1 + length;
}

/** Brackets, and a comma between those that are there. */
function joined(lengths: readonly number[]): number {
  const present = lengths.filter((length) => length > 0);
  return present.reduce((sum, length) => sum + length, 2 + Math.max(present.length - 1, 0));
}

function lengthOfIntrinsic(intrinsic: Intrinsic, budget: Budget): number {
  if (isNoValue(intrinsic.node)) return 0;
  const text = scalarArgument(intrinsic)?.value;
  switch (intrinsic.name) {
    case 'Ref':
      return QUOTES + (PSEUDO.get(text ?? '') ?? 0);
    case 'Sub': {
      const [first] = argumentList(intrinsic);
      return first?.kind === 'scalar' ? lengthOfSub(first.value) : QUOTES;
    }
    case 'Join':
      return lengthOfJoin(argumentList(intrinsic), budget);
    case 'If': {
      const [, ...branches] = argumentList(intrinsic);
      return branches.length === 2 ? Math.min(...branches.map((branch) => lengthOf(branch, budget))) : 0;
    }
    default:
      return QUOTES;
  }
}

function lengthOfSub(text: string): number {
  const known = [...text.matchAll(/\$\{([^}!]*)\}/g)].reduce((sum, [, name = '']) => sum + (PSEUDO.get(name.trim()) ?? 0), 0);
  return lengthOfString(text.replace(/\$\{[^}]*\}/g, '')) + known;
}

function lengthOfJoin([delimiter, list]: readonly Node[], budget: Budget): number {
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'sequence' || findIntrinsic(list) !== undefined) return QUOTES;
  const pieces = list.items.map((item) => Math.max(lengthOf(item, budget) - QUOTES, 0));
  const between = delimiter.value.trim().length * Math.max(pieces.length - 1, 0);
  return pieces.reduce((sum, length) => sum + length, QUOTES + between);
}

/** A variable of Serverless may be anything; a policy variable is given up with it. */
function withoutVariables(text: string): string {
  return text.includes('${') ? text.replace(/\$\{[^}]*\}/g, '') : text;
}

function lengthOfString(text: string): number {
  return JSON.stringify(text.replace(/\s+/g, '')).length;
}

const QUOTES = 2;

/** The shortest values: `us-east-1` and its like, `aws`. */
const PSEUDO: ReadonlyMap<string, number> = new Map([
  ['AWS::AccountId', 12],
  ['AWS::Region', 9],
  ['AWS::Partition', 3],
]);
