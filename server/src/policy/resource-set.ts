import { literalText } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { everyAnswer, not, or, someAnswer } from './answer.ts';
import type { ArnOptions, ArnPattern } from './arn.ts';
import { arnFromTokens, arnPattern, coversArn, overlapsArn } from './arn.ts';
import type { Presence } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Element, Policy, Statement } from './model.ts';

/** The resources of a statement: one pattern of `Resource`, or all but the patterns of `NotResource`. */
export type ResourceSet =
  | { readonly kind: 'pattern'; readonly pattern: ArnPattern }
  | { readonly kind: 'not'; readonly patterns: readonly ArnPattern[] };

/**
 * Whether `${aws:username}` is a variable in the policy: its `Version` is 2012-10-17, or it cannot be told. Statements without a document of
 * their own are put into one of that version (Serverless 3.40, `merge-iam-templates`; SAM 1.110, resource policies of an API).
 */
export function usesVariables(policy: Policy): boolean {
  const { version, source } = policy;
  if (version === undefined) return source.kind === 'statements' && source.owner.type !== '';
  return version.values.length === 0 || version.values.some(({ text }) => (literalText(text) ?? VARIABLES_SINCE) === VARIABLES_SINCE);
}

const VARIABLES_SINCE = '2012-10-17';

/**
 * The resources of a statement, each of which is a set of its own. Without `Resource` it is one that equals itself alone: what the policy
 * is attached to. What cannot be read of the element is one too.
 */
export function resourcesOf(catalog: KernelCatalog, policy: Policy, statement: Statement, isPresent: Presence): readonly ResourceSet[] {
  const { resource, notResource } = statement;
  const options = usesVariables(policy) ? WITH_VARIABLES : WITHOUT_VARIABLES;
  if (notResource !== undefined) return [{ kind: 'not', patterns: patternsOf(catalog, notResource, options, isPresent) }];
  if (resource === undefined) return ATTACHED;
  return patternsOf(catalog, resource, options, isPresent).map((pattern) => ({ kind: 'pattern', pattern }));
}

const WITH_VARIABLES: ArnOptions = { variables: true };
const WITHOUT_VARIABLES: ArnOptions = { variables: false };
const ATTACHED: readonly ResourceSet[] = [{ kind: 'pattern', pattern: madeUp('attached') }];

function patternsOf(catalog: KernelCatalog, element: Element, options: ArnOptions, isPresent: Presence): readonly ArnPattern[] {
  const patterns: ArnPattern[] = [];
  for (const { text, when } of element.values) if (isPresent(when)) patterns.push(arnPattern(catalog, text, options));
  if (!element.complete) patterns.push(madeUp(`unread ${fingerprint(element.pair.value)}`));
  return patterns;
}

/** Whether `left` holds every resource of `right`. */
export function coversResources(left: ResourceSet, right: ResourceSet): Answer {
  if (left.kind === 'pattern' && right.kind === 'pattern') return coversArn(left.pattern, right.pattern);
  if (left.kind === 'pattern') return left.pattern.form === 'star' ? 'yes' : 'unknown';
  if (right.kind === 'pattern') return not(someAnswer(left.patterns, (pattern) => overlapsArn(pattern, right.pattern)));
  const every = everyAnswer(left.patterns, (pattern) => someAnswer(right.patterns, (other) => coversArn(other, pattern)));
  return every === 'no' ? 'unknown' : every;
}

/** Whether a resource is in both. */
export function overlapsResources(left: ResourceSet, right: ResourceSet): Answer {
  if (left.kind === 'pattern' && right.kind === 'pattern') return overlapsArn(left.pattern, right.pattern);
  if (left.kind === 'pattern') return overlapsResources(right, left);
  if (right.kind === 'not')
    return or(
      everyAnswer([...left.patterns, ...right.patterns], ({ form }) => (form === 'star' ? 'no' : 'yes')),
      'unknown',
    );
  return not(someAnswer(left.patterns, (pattern) => coversArn(pattern, right.pattern)));
}

export function resourceKey(set: ResourceSet): string {
  if (set.kind === 'pattern') return set.pattern.key;
  return `\u0001not ${set.patterns
    .map(({ key }) => key)
    .sort()
    .join('\u0001')}`;
}

function madeUp(name: string): ArnPattern {
  return arnFromTokens([{ kind: 'symbol', key: `#${name}`, spans: true, wild: true }]);
}
