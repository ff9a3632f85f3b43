import type { AttributeValue } from '../catalog/catalog.ts';
import type { Scope } from './template.ts';
import type { SymbolKind, TextSymbol } from './text.ts';

/** What a name between braces of `Fn::Sub`, or the argument of a `Ref`, means: `AWS::Region`, `Bucket`, `Bucket.Arn`, `Function.Alias`. */
export function findSymbol(name: string, scope: Scope): TextSymbol {
  if (name.startsWith('AWS::')) return pseudoSymbol(name);
  const resource = scope.resources.get(name);
  if (resource !== undefined) {
    const value = scope.catalog.cloudFormationType(resource.type)?.ref;
    return { kind: 'ref', key: name, name, resourceType: resource.type, ...(value === undefined ? {} : { value }) };
  }
  const parameter = scope.parameters.get(name);
  if (parameter !== undefined) {
    return { kind: 'parameter', key: name, name, ...(parameter.default === undefined ? {} : { defaultValue: parameter.default }) };
  }
  if (scope.loops.has(name)) return plainSymbol('loop', name);
  const dot = name.indexOf('.');
  return dot > 0 ? findAttribute(name.slice(0, dot), name.slice(dot + 1), scope) : plainSymbol('unknown', name);
}

/** What `!GetAtt Name.Attribute` means. A name that the template does not declare is `unknown`. */
export function findAttribute(name: string, attribute: string, scope: Scope): TextSymbol {
  const key = `${name}.${attribute}`;
  const resource = scope.resources.get(name);
  if (resource === undefined) return { kind: 'unknown', key, name, attribute };
  const type = scope.catalog.cloudFormationType(resource.type);
  const value = type?.attributes.get(attribute);
  return { kind: 'attribute', key, name, attribute, resourceType: resource.type, ...(value === undefined ? {} : { value }) };
}

/** A symbol of which only its name is known; `key` where two of that name need not be equal. */
export function plainSymbol(kind: SymbolKind, name: string, key = name): TextSymbol {
  return { kind, key, name };
}

/**
 * What a variable of Serverless means, written without its braces. `${aws:region}` and `${aws:accountId}` are pseudo parameters by other
 * names (serverless.com, "AWS variables"); a literal fallback (`${opt:stage, 'dev'}`) is its default.
 */
export function serverlessSymbol(content: string): TextSymbol {
  if (content === 'aws:region') return pseudoSymbol('AWS::Region');
  if (content === 'aws:accountId') return pseudoSymbol('AWS::AccountId');
  const fallback = /,\s*(?:'([^'$]*)'|"([^"$]*)")\s*$/.exec(content);
  const defaultValue = fallback?.[1] ?? fallback?.[2];
  return { kind: 'variable', key: content, name: content, ...(defaultValue === undefined ? {} : { defaultValue }) };
}

/** What the pseudo parameters yield (CloudFormation user guide, "Pseudo parameters reference"). */
const pseudoKinds: Readonly<Record<string, AttributeValue['kind']>> = {
  'AWS::AccountId': 'id',
  'AWS::NotificationARNs': 'arn',
  'AWS::Partition': 'name',
  'AWS::Region': 'name',
  'AWS::StackId': 'arn',
  'AWS::StackName': 'name',
  'AWS::URLSuffix': 'name',
};

function pseudoSymbol(name: string): TextSymbol {
  const kind = pseudoKinds[name];
  const resourceTypes = name === 'AWS::StackId' ? ['cloudformation:stack'] : [];
  return { kind: 'pseudo', key: name, name, ...(kind === undefined ? {} : { value: { kind, resourceTypes } }) };
}
