import type { Node, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { fragmentUri } from './fragments.ts';
import { findIntrinsic } from './intrinsic.ts';
import type { VariableValue } from './serverless-value.ts';
import { findVariables, findWholeVariable } from './variables.ts';

/** What a variable is looked up in. */
export interface VariableWorld {
  readonly tree: Node;
  readonly uri: string;
  /** The tree of a file by URI; `missing` where there is none, `undefined` where it cannot be read. */
  readFile(uri: string): Node | 'missing' | undefined;
}

/** Looks up variables by what stands between their braces; one for each version of a service. */
export interface VariableReader {
  lookUp(content: string): VariableValue;
}

const UNKNOWN: VariableValue = { kind: 'unknown' };
const MISSING: VariableValue = { kind: 'missing' };
const CIRCULAR: VariableValue = { kind: 'circular' };

/** Steps from variable to variable on the way to one value, and the length of a text that they come to, in UTF-16 code units. */
const maximumSteps = 200;
const maximumLength = 10_000;

export function createVariableReader(world: VariableWorld): VariableReader {
  const values = new Map<string, VariableValue>();
  const open = new Set<string>();

  function lookUp(content: string): VariableValue {
    const known = values.get(content);
    if (known !== undefined) return known;
    if (open.has(content) || open.size > maximumSteps) return CIRCULAR;
    open.add(content);
    const value = firstOf(content);
    open.delete(content);
    values.set(content, value);
    return value;
  }

  function firstOf(content: string): VariableValue {
    for (const alternative of splitAlternatives(content)) {
      const value = valueOfAlternative(alternative);
      if (value.kind !== 'missing') return value;
    }
    return MISSING;
  }

  function valueOfAlternative(written: string): VariableValue {
    const literal = /^(?:'([^']*)'|"([^"]*)")$/s.exec(written);
    if (literal !== null) return textValue(literal[1] ?? literal[2] ?? '', 'string');
    if (/^-?\d+(?:\.\d+)?$/.test(written)) return textValue(written, 'number');
    if (written === 'true' || written === 'false') return textValue(written, 'boolean');
    if (written === 'null') return MISSING;
    const whole = findWholeVariable(written, 'serverless');
    if (whole !== undefined) return lookUp(whole);
    const source = substitute(written);
    if (source.kind !== 'text') return source;
    if (source.text.includes('${')) return UNKNOWN;
    const found = /^([a-zA-Z0-9_-]+)(?:\(([^)]*)\))?(?:\s*:\s*(.*))?$/s.exec(source.text);
    return found === null ? UNKNOWN : valueOfSource(found[1] ?? '', unquote(found[2] ?? ''), (found[3] ?? '').trim());
  }

  function valueOfSource(type: string, argument: string, address: string): VariableValue {
    switch (type) {
      case 'self':
        return descend(world.tree, address);
      case 'file':
        return valueInFile(argument, address);
      case 'param':
        return valueOfParameter(address);
      case 'opt':
        return MISSING;
      case 'sls':
        return address === 'stage' ? stage() : UNKNOWN;
      case 'aws':
        // What CloudFormation knows by another name stays as it is written.
        return address === 'region' || address === 'accountId' ? textValue(`\${aws:${address}}`, 'string') : UNKNOWN;
      case 'strToBool':
        return toBoolean(argument);
      default:
        return UNKNOWN;
    }
  }

  function stage(): VariableValue {
    const value = descend(world.tree, 'provider.stage');
    return value.kind === 'missing' ? textValue('dev', 'string') : value;
  }

  /** Parameters of the stage, then those of `default`; version 4 has them below `stages` too. */
  function valueOfParameter(name: string): VariableValue {
    const current = stage();
    if (current.kind === 'circular') return current;
    if (current.kind !== 'text' || current.text.includes('${')) return UNKNOWN;
    for (const of of [current.text, 'default']) {
      for (const path of [
        ['params', of, name],
        ['stages', of, 'params', name],
      ]) {
        const value = descendBy(world.tree, path);
        if (value.kind !== 'missing') return value;
      }
    }
    return MISSING;
  }

  function valueInFile(path: string, address: string): VariableValue {
    const uri = fragmentUri(world.uri, path);
    // A script would have to be run, and a text file is no tree.
    if (uri === undefined || !/\.(?:ya?ml|json)$/i.test(uri)) return UNKNOWN;
    const tree = world.readFile(uri);
    if (tree === undefined) return UNKNOWN;
    return tree === 'missing' ? MISSING : descend(tree, address);
  }

  function descend(root: Node, address: string): VariableValue {
    return descendBy(root, address === '' ? [] : address.split('.'));
  }

  function descendBy(root: Node, path: readonly string[]): VariableValue {
    let current: VariableValue = { kind: 'node', node: root };
    for (const step of path) {
      if (current.kind === 'text') return current.text.includes('${') ? UNKNOWN : MISSING;
      if (current.kind !== 'node') return current;
      const { node }: { readonly node: Node } = current;
      const inner = node.kind === 'sequence' ? node.items[/^\d+$/.test(step) ? Number(step) : -1] : findPair(node, step)?.value;
      if (inner === undefined) return findIntrinsic(node) !== undefined || hasMerge(node) ? UNKNOWN : MISSING;
      current = valueOfNode(inner);
    }
    return current.kind === 'node' ? valueOfNode(current.node) : current;
  }

  function valueOfNode(node: Node): VariableValue {
    if (node.kind !== 'scalar' || node.tag !== undefined) return { kind: 'node', node };
    if (node.type === 'null') return MISSING;
    const whole = findWholeVariable(node.value, 'serverless');
    if (whole !== undefined) return asValueOf(whole, node);
    return substitute(node.value, node.type);
  }

  /** A variable that is not known is itself the value, so that what it is may be said where it shows. */
  function asValueOf(content: string, node: ScalarNode): VariableValue {
    const value = lookUp(content);
    return value.kind === 'unknown' ? textValue(node.value, 'string') : value;
  }

  /** A text with its variables replaced; one that comes to no text stays as it is. Unknown where it grows too long. */
  function substitute(text: string, type: ScalarNode['type'] = 'string'): VariableValue {
    let result = '';
    let from = 0;
    for (const variable of findVariables(text, 'serverless')) {
      if (variable.kind !== 'serverless' || variable.start < from) continue;
      const value = lookUp(variable.content);
      if (value.kind === 'circular') return value;
      result += text.slice(from, variable.start);
      result += value.kind === 'text' ? value.text : text.slice(variable.start, variable.end);
      from = variable.end;
      if (result.length > maximumLength) return UNKNOWN;
    }
    return textValue(result + text.slice(from), type);
  }

  function toBoolean(argument: string): VariableValue {
    if (/^(?:true|1)$/i.test(argument)) return textValue('true', 'boolean');
    return /^(?:false|0)$/i.test(argument) ? textValue('false', 'boolean') : UNKNOWN;
  }

  return { lookUp };
}

function textValue(text: string, type: ScalarNode['type']): VariableValue {
  return { kind: 'text', text, type };
}

/** The alternatives of `a, b`; a comma within parentheses, braces or quotes belongs to one. */
function splitAlternatives(content: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let index = 0; index < content.length; index++) {
    const character = content[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '(' || character === '{') depth++;
    else if (character === ')' || character === '}') depth--;
    else if (character === ',' && depth === 0) {
      found.push(content.slice(from, index).trim());
      from = index + 1;
    }
  }
  found.push(content.slice(from).trim());
  return found;
}

function unquote(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/s, '$2');
}

function hasMerge(node: Node): boolean {
  return findPair(node, '<<') !== undefined;
}
