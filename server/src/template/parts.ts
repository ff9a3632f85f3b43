import type { ScalarNode } from '../syntax/node.ts';
import { sourceRange } from '../syntax/source.ts';
import { findSymbol, plainSymbol, serverlessSymbol } from './symbol.ts';
import type { Dialect, Scope } from './template.ts';
import type { TextPart, TextSymbol } from './text.ts';
import type { Escape, Variable } from './variables.ts';
import { findVariables } from './variables.ts';

/** What the values of a `Fn::Sub` map come to, by name. */
export type Substitutions = ReadonlyMap<string, readonly TextPart[]>;

/** The parts of a string that is no `Fn::Sub`: literal but for variables of Serverless, dynamic references and identifiers of loops. */
export function plainParts(node: ScalarNode, dialect: Dialect, scope: Scope): readonly TextPart[] {
  const parts: TextPart[] = [];
  splitVariables(parts, node, dialect, scope, (target, host, start, end) => splitLoops(target, host, start, end, scope));
  return parts;
}

/** The parts of the text of a `Fn::Sub`. `${!x}` is the literal text `${x}`. */
export function subParts(node: ScalarNode, dialect: Dialect, scope: Scope, substitutions: Substitutions | undefined): readonly TextPart[] {
  const parts: TextPart[] = [];
  splitVariables(parts, node, dialect, scope, (target, host, start, end) => splitSub(target, host, start, end, scope, substitutions));
  return parts;
}

type PushText = (parts: TextPart[], node: ScalarNode, start: number, end: number) => void;

/** Hands the text between variables to `push`, which decides what it means. */
function splitVariables(parts: TextPart[], node: ScalarNode, dialect: Dialect, scope: Scope, push: PushText): void {
  let from = 0;
  for (const variable of findVariables(node.value, dialect)) {
    if (variable.start < from) continue;
    if (variable.start > from) push(parts, node, from, variable.start);
    if (variable.kind === 'escape') {
      // The backslash is dropped and the rest is text up to the closing brace, whatever it says.
      const close = node.value.indexOf('}', variable.start);
      from = close < 0 ? node.value.length : close + 1;
      const range = sourceRange(node, variable.start, from);
      pushText(parts, node.value.slice(variable.start + 1, from), range);
    } else {
      parts.push({ kind: 'symbol', symbol: variableSymbol(variable, scope), range: sourceRange(node, variable.start, variable.end) });
      from = variable.end;
    }
  }
  if (from < node.value.length) push(parts, node, from, node.value.length);
}

function variableSymbol(variable: Exclude<Variable, Escape>, scope: Scope): TextSymbol {
  if (variable.kind === 'dynamic-reference') return plainSymbol('unknown', variable.content);
  return variable.kind === 'pseudo-plugin' ? findSymbol(variable.content, scope) : serverlessSymbol(variable.content);
}

function pushLiteral(parts: TextPart[], node: ScalarNode, start: number, end: number): void {
  pushText(parts, node.value.slice(start, end), sourceRange(node, start, end));
}

/** One stretch of text is one part, even where an escape split its reading. */
function pushText(parts: TextPart[], text: string, range: TextPart['range']): void {
  const last = parts[parts.length - 1];
  if (last?.kind === 'literal' && last.range.end === range.start && last.range.unit === range.unit) {
    parts[parts.length - 1] = { kind: 'literal', text: last.text + text, range: { ...last.range, end: range.end } };
  } else parts.push({ kind: 'literal', text, range });
}

/** `Fn::ForEach` replaces its identifier in every string of its body, `${Name}` and `&{Name}`. */
function splitLoops(parts: TextPart[], node: ScalarNode, start: number, end: number, scope: Scope): void {
  let from = start;
  if (scope.loops.size > 0) {
    for (const match of node.value.slice(start, end).matchAll(/[$&]\{([A-Za-z0-9]+)\}/g)) {
      const [written, name = ''] = match;
      if (!scope.loops.has(name)) continue;
      const at = start + match.index;
      if (at > from) pushLiteral(parts, node, from, at);
      from = at + written.length;
      parts.push({ kind: 'symbol', symbol: plainSymbol('loop', name), range: sourceRange(node, at, from) });
    }
  }
  if (from < end) pushLiteral(parts, node, from, end);
}

function splitSub(parts: TextPart[], node: ScalarNode, start: number, end: number, scope: Scope, substitutions?: Substitutions): void {
  const text = node.value;
  let from = start;
  let open = text.indexOf('${', start);
  while (open >= 0 && open < end) {
    const close = findClose(text, open);
    if (close < 0 || close >= end) break;
    if (open > from) splitLoops(parts, node, from, open, scope);
    const content = text.slice(open + 2, close).trim();
    const range = sourceRange(node, open, close + 1);
    if (content.startsWith('!')) pushText(parts, `\${${text.slice(text.indexOf('!', open) + 1, close)}}`, range);
    else pushName(parts, content, range, scope, substitutions);
    from = close + 1;
    open = text.indexOf('${', from);
  }
  if (from < end) splitLoops(parts, node, from, end, scope);
}

/** The end of a name, which may hold the identifier of a loop: `${Bucket${Name}.Arn}`. */
function findClose(text: string, open: number): number {
  const close = text.indexOf('}', open);
  const inner = text.indexOf('${', open + 2);
  return inner >= 0 && inner < close ? text.indexOf('}', close + 1) : close;
}

function pushName(parts: TextPart[], name: string, range: TextPart['range'], scope: Scope, substitutions?: Substitutions): void {
  const substituted = substitutions?.get(name);
  if (substituted === undefined) parts.push({ kind: 'symbol', symbol: findSymbol(name, scope), range });
  else parts.push(...substituted);
}
