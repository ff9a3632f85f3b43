import type { MappingNode, Node, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { Template } from '../template/template.ts';
import { renderText } from '../template/text.ts';
import { isUnresolved } from './serverless/nodes.ts';

/** What a caller of a route must show. */
export type Authorization =
  /** Nothing: whoever reaches the address may call. */
  | { readonly kind: 'none' }
  /** A signature of somebody whom IAM allows to. */
  | { readonly kind: 'iam' }
  /** What an authorizer of the API accepts; its name, in `Fn::Sub` notation. */
  | { readonly kind: 'authorizer'; readonly name: string }
  /** An API key, which tells callers apart and keeps nobody out who has one. */
  | { readonly kind: 'key' }
  /** Not to be told: an intrinsic, a definition elsewhere, a policy of the API. */
  | { readonly kind: 'unknown' };

/** A way through an API. */
export interface Route {
  /** `GET /orders`, `$connect`, `any route`. */
  readonly label: string;
  /** Logical id of the API, or what is written, in `Fn::Sub` notation; absent for the one that the framework makes. */
  readonly api?: string;
  readonly authorization: Authorization;
  /** Where it is written: the key of the event, of the method or the route. */
  readonly range: Range;
  /** The mapping that takes an authorizer, where there is one. */
  readonly settings?: MappingNode;
}

export const NO_AUTHORIZATION: Authorization = { kind: 'none' };
export const UNKNOWN_AUTHORIZATION: Authorization = { kind: 'unknown' };

/** What a route without an authorizer asks for, by the flag that wants an API key; YAML writes it `True` as well, CloudFormation takes `"true"`. */
export function keyAuthorization(flag: Node | undefined): Authorization {
  if (flag === undefined) return NO_AUTHORIZATION;
  const text = plainString(flag);
  if (text === undefined || isUnresolved(flag)) return UNKNOWN_AUTHORIZATION;
  return /^true$/i.test(text) ? { kind: 'key' } : NO_AUTHORIZATION;
}

/** The logical id that a reference names, else what is written. */
export function nameOf(node: Node, template: Template): string {
  const text = readText(node, template);
  const [part] = text.parts;
  return text.parts.length === 1 && part?.kind === 'symbol' ? part.symbol.name : renderText(text);
}

/** The text of a property, in `Fn::Sub` notation. */
export function textAt(node: Node | undefined, key: string, template: Template): string | undefined {
  const value = findPair(node, key)?.value;
  return value === undefined ? undefined : renderText(readText(value, template));
}
