import type { Node, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { expandItems } from '../template/branches.ts';
import type { Branch, Text, TextSymbol } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import type { ResourceUse } from './model.ts';
import { renderShown } from './render.ts';

/** A resource that a property names, and the branches in which it does. */
export interface NamedUse {
  readonly on: ResourceUse;
  readonly when: readonly Branch[];
}

/** The resources that a value names, by reference, ARN, URL or name; one for each item and each branch of an `Fn::If`. */
export function readResourceUses(reader: GrantsReader, node: Node, type: string | undefined, when: readonly Branch[]): readonly NamedUse[] {
  return expandItems(node, when, reader.resolve).places.map((place) => {
    const text = reader.readText(place.node);
    return { on: useOf(reader, text, type, place.node.outer), when: place.when };
  });
}

function useOf(reader: GrantsReader, text: Text, type: string | undefined, range: Range): ResourceUse {
  const written = { text: renderShown(text), range };
  const symbol = loneSymbol(text);
  const found = symbol === undefined ? undefined : referred(reader, symbol);
  if (found === undefined) return type === undefined ? written : { type, ...written };
  return { logicalId: found.logicalId, type: found.type, ...written };
}

/** The reference that a text is, or that stands at the end of an ARN of literals and pseudo parameters: `arn:aws:s3:::${Bucket}`. */
function loneSymbol({ parts }: Text): TextSymbol | undefined {
  const symbols = parts.flatMap((part) => (part.kind === 'symbol' && part.symbol.kind !== 'pseudo' ? [part.symbol] : []));
  const [symbol] = symbols;
  if (symbol === undefined || symbols.length > 1) return undefined;
  const first = parts[0];
  return parts.length === 1 || (first?.kind === 'literal' && first.text.startsWith('arn:')) ? symbol : undefined;
}

interface Referred {
  readonly logicalId: string;
  readonly type: string;
}

/** What a symbol refers to: of an alias and of a version of a function the function. */
function referred(reader: GrantsReader, { kind, name, resourceType }: TextSymbol): Referred | undefined {
  if ((kind !== 'ref' && kind !== 'attribute') || resourceType === undefined) return undefined;
  if (resourceType !== 'AWS::Lambda::Alias' && resourceType !== 'AWS::Lambda::Version') return { logicalId: name, type: resourceType };
  const logicalId = functionOf(reader, name);
  return logicalId === undefined ? undefined : { logicalId, type: reader.template.scope.resources.get(logicalId)?.type ?? '' };
}

/** Of an alias of SAM (`Fn.Alias`, `FnAliaslive`) its name tells, of one that is written its `FunctionName`. */
function functionOf(reader: GrantsReader, name: string): string | undefined {
  const { resources } = reader.template.scope;
  const made = /^(.+)(?:\.(?:Alias|Version)|Alias.+)$/.exec(name)?.[1];
  if (made !== undefined && resources.has(made)) return made;
  const property = findPair(resources.get(name)?.properties, 'FunctionName')?.value;
  const symbol = property === undefined ? undefined : loneSymbol(reader.readText(property));
  return symbol?.kind === 'ref' || symbol?.kind === 'attribute' ? symbol.name : undefined;
}

/** A use with the logical id of the resource that has the name written: an ARN, a URL or the name itself. */
export function findByName(reader: GrantsReader, on: ResourceUse): ResourceUse {
  if (on.logicalId !== undefined || on.type === undefined) return on;
  const types = on.type === 'AWS::Lambda::Function' ? [on.type, 'AWS::Serverless::Function'] : [on.type];
  for (const type of types) {
    for (const name of [on.text, lastPart(on.text), nameBeforeQualifier(on.text)]) {
      const logicalId = reader.findNamed(type, name);
      if (logicalId !== undefined) return { ...on, logicalId, type };
    }
  }
  return on;
}

/** What stands behind the last `/` or `:` that is not of a `${AWS::…}`. */
function lastPart(text: string): string {
  return /(?:\$\{[^}]*\}|[^/:])+$/.exec(text)?.[0] ?? text;
}

/** `arn:…:function:name:live` and `name:live`. */
function nameBeforeQualifier(text: string): string {
  return /(?:^|:function:)((?:\$\{[^}]*\}|[^:])+):(?:\$\{[^}]*\}|[^:])+$/.exec(text)?.[1] ?? text;
}
