import type { ScalarNode } from './node.ts';

const nullPattern = /^(?:~|null|Null|NULL)?$/;
const booleanPattern = /^(?:true|True|TRUE|false|False|FALSE)$/;
const numberPattern =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** What an unquoted value denotes by the core schema of YAML 1.2 (section 10.3.2): `2012-10-17` is a string there. */
export function findPlainType(value: string): ScalarNode['type'] {
  if (nullPattern.test(value)) return 'null';
  if (booleanPattern.test(value)) return 'boolean';
  if (numberPattern.test(value)) return 'number';
  return 'string';
}
