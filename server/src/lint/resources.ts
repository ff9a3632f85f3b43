import type { ArnPattern } from '../policy/arn.ts';
import { arnPattern } from '../policy/arn.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Policy, Value } from '../policy/model.ts';
import type { Resource } from '../template/template.ts';
import type { Text, TextSymbol } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { StatementContext } from './rule.ts';

/** A value of `Resource` or `NotResource` and what it can match. */
export interface ResourceValue {
  readonly value: Value;
  readonly pattern: ArnPattern;
}

/** The values of an element as ARN patterns, read as the policy's Version says. */
export function resourceValues(
  element: Element | undefined,
  { catalog, policy }: Pick<StatementContext, 'catalog' | 'policy'>,
): readonly ResourceValue[] {
  if (element === undefined) return [];
  const variables = readsVariables(policy);
  return derive(catalog, element, variables ? 'resource values' : 'resource values without variables', () =>
    element.values.map((value) => ({ value, pattern: arnPattern(catalog, value.text, { variables }) })),
  );
}

/** Whether the policy is a property of the resource: a reference to it would be circular, which CloudFormation rejects. */
export function isOwner({ policy }: StatementContext, resource: Resource): boolean {
  return policy.source.owner.name === resource.logicalId;
}

/** Whether what is written has too few parts for an ARN, as far as that is sure: a symbol may bring colons, and a `*` may span them. */
export function lacksParts(text: Text): boolean {
  const written = withoutPseudo(text);
  if (written === undefined || !written.startsWith('arn:') || written.split(':').length >= 6) return false;
  return !written.includes('*') || SHORT_BUCKET.test(written);
}

/** A bucket's name with too few colons before it, whatever follows. */
export const SHORT_BUCKET = /^arn:([^:]*):s3:{1,2}([^:*?][^:]*)$/;

/** The text with `-` for pseudo parameters, which hold no colon; `undefined` where it has other symbols. */
export function withoutPseudo(text: Text): string | undefined {
  if (text.parts.some((part) => part.kind === 'symbol' && part.symbol.kind !== 'pseudo')) return undefined;
  return text.parts.map((part) => (part.kind === 'literal' ? part.text : '-')).join('');
}

/** An ARN or a URL where a name should stand. */
export function findInner(text: Text): TextSymbol | undefined {
  const isWhole = (symbol: TextSymbol): boolean => symbol.value?.kind === 'arn' || symbol.value?.kind === 'url';
  const inner = text.parts.slice(1).find((part) => part.kind === 'symbol' && isWhole(part.symbol));
  return inner?.kind === 'symbol' ? inner.symbol : undefined;
}

/** Whether `${aws:username}` is a policy variable here: an absent Version means 2008-10-17, one that is not literal may be either. */
function readsVariables(policy: Policy): boolean {
  const [version] = policy.version?.values ?? [];
  // Serverless writes the Version itself around statements without a wrapper.
  if (version === undefined) return policy.source.kind === 'statements' && policy.source.owner.name !== '';
  return literalText(version.text) !== '2008-10-17';
}
