import type { Mapping, Value } from './template-parts.ts';

/** Block-style YAML with the short forms of intrinsics (`!Ref`, `!GetAtt`, `!Sub`, `!If`), two spaces a level. */
export function printYaml(value: Mapping): string {
  return `${printPairs(value, '').join('\n')}\n`;
}

/** JSON as CloudFormation tools write it: two spaces a level. */
export function printJson(value: Mapping): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function printPairs(mapping: Mapping, indent: string): readonly string[] {
  return Object.entries(mapping).flatMap(([key, value]) => printAfter(`${indent}${key}:`, value, indent));
}

/** What stands after `head` (a key or a dash), on its line where that is possible. */
function printAfter(head: string, value: Value, indent: string): readonly string[] {
  if (typeof value !== 'object') return [`${head} ${printScalar(value)}`];
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) return printAfter(`${head} ${intrinsic.tag}`, intrinsic.argument, indent);
  if (isList(value)) return [head, ...value.flatMap((item) => printItem(item, `${indent}  `))];
  return [head, ...printPairs(value, `${indent}  `)];
}

/** A mapping begins on the line of its dash. */
function printItem(item: Value, indent: string): readonly string[] {
  if (typeof item !== 'object' || isList(item) || intrinsicOf(item) !== undefined) return printAfter(`${indent}-`, item, indent);
  return printPairs(item, `${indent}  `).map((line, i) => (i === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
}

function intrinsicOf(value: Value): { readonly tag: string; readonly argument: Value } | undefined {
  if (typeof value !== 'object' || isList(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0 || !/^(?:Ref$|Fn::)/.test(first[0])) return undefined;
  return { tag: `!${first[0].replace('Fn::', '')}`, argument: first[1] };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function printScalar(value: string | number): string {
  if (typeof value === 'number' || /^[A-Za-z/][\w./:${}*-]*$/.test(value)) return String(value);
  return `'${value}'`;
}
