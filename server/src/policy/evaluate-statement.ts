import { literalText } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { and, not, or, someAnswer } from './answer.ts';
import { arnFromTokens, coversArn, literalTokens, overlapsArn } from './arn.ts';
import { meetsCondition } from './evaluate-condition.ts';
import type { PrincipalMatch } from './evaluate-principal.ts';
import { matchesPrincipal } from './evaluate-principal.ts';
import { readValue } from './evaluate-value.ts';
import type { Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob } from './glob-compare.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Element, Policy, Statement, Value } from './model.ts';
import type { AccessRequest } from './request.ts';
import { usesVariables } from './resource-set.ts';

/** What one statement says of a request. */
export interface StatementAnswer {
  readonly statement: Statement;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it applies to the request. */
  readonly applies: Answer;
  /** How the requester is named; absent in a policy without principals. */
  readonly principal?: PrincipalMatch;
}

/** What a statement says of a request; an `Effect` that is not known makes it two answers, both unknown. */
export function askStatement(
  catalog: KernelCatalog,
  policy: Policy,
  statement: Statement,
  request: AccessRequest,
): readonly StatementAnswer[] {
  const variables = usesVariables(policy);
  const principal = matchesPrincipal(catalog, statement, request.requester);
  const presence: Answer = statement.when.length + policy.source.when.length === 0 ? 'yes' : 'unknown';
  const applies = and(
    presence,
    statement.complete ? 'yes' : 'unknown',
    matchesAction(statement, request),
    matchesResource(catalog, statement, request, variables),
    principal?.answer ?? 'yes',
    meetsCondition(catalog, statement.condition, request, variables),
  );
  const named = principal === undefined ? {} : { principal };
  return effectsOf(statement).map(({ effect, certain }) => ({
    statement,
    effect,
    applies: certain ? applies : and(applies, 'unknown'),
    ...named,
  }));
}

/** What it is unknown by whether a statement applies. */
export type Doubt = 'statement' | 'action' | 'resource' | 'part of the resource' | 'principal' | 'condition';

/** Why it is unknown whether a statement applies to a request, branches of `Fn::If` left aside. */
export function findDoubts(catalog: KernelCatalog, policy: Policy, statement: Statement, request: AccessRequest): readonly Doubt[] {
  const variables = usesVariables(policy);
  const asked: readonly (readonly [Doubt, Answer])[] = [
    ['statement', statement.complete ? 'yes' : 'unknown'],
    ['action', matchesAction(statement, request)],
    [standsForMany(request) ? 'part of the resource' : 'resource', matchesResource(catalog, statement, request, variables)],
    ['principal', matchesPrincipal(catalog, statement, request.requester)?.answer ?? 'yes'],
    ['condition', meetsCondition(catalog, statement.condition, request, variables)],
  ];
  return asked.flatMap(([doubt, answer]) => (answer === 'unknown' ? [doubt] : []));
}

function standsForMany({ resource }: AccessRequest): boolean {
  return resource.tokens.some(({ kind }) => kind === 'star' || kind === 'any');
}

/** Whether the statement is about an action. */
export function matchesAction(statement: Statement, request: Pick<AccessRequest, 'action'>): Answer {
  const asked = compileGlob([{ kind: 'literal', text: request.action.toLowerCase() }]);
  const matches = (value: Value): Answer => coversGlob(compileGlob(actionTokens(value)), asked);
  if (statement.action !== undefined) return matchesSome(statement.action, matches);
  return statement.notAction === undefined ? 'no' : not(matchesSome(statement.notAction, matches));
}

function actionTokens({ text }: Value): readonly Token[] {
  return text.parts.flatMap((part): readonly Token[] =>
    part.kind === 'literal'
      ? literalTokens(part.text.toLowerCase(), { variables: false })
      : [{ kind: 'symbol', key: part.symbol.key, spans: true, wild: true, symbol: part.symbol }],
  );
}

/** Without `Resource`: what the policy is attached to. */
function matchesResource(catalog: KernelCatalog, statement: Statement, request: AccessRequest, variables: boolean): Answer {
  const isMany = standsForMany(request);
  const matches = (value: Value): Answer => {
    const tokens = readValue(catalog, value.text, request, variables);
    if (tokens === 'absent') return 'no';
    const pattern = arnFromTokens(tokens);
    const covers = coversArn(pattern, request.resource);
    // Of many resources some may match though not all do.
    return covers === 'no' && isMany ? and('unknown', overlapsArn(pattern, request.resource)) : covers;
  };
  if (statement.resource !== undefined) return matchesSome(statement.resource, matches);
  return statement.notResource === undefined ? 'yes' : not(matchesSome(statement.notResource, matches));
}

/** Whether one of the values does; one in a branch of `Fn::If` may not be there, and what cannot be read may do so too. */
function matchesSome(element: Element, matches: (value: Value) => Answer): Answer {
  const written = someAnswer(element.values, (value) => and(value.when.length === 0 ? 'yes' : 'unknown', matches(value)));
  return element.complete ? written : or(written, 'unknown');
}

function effectsOf({ effect }: Statement): readonly { readonly effect: 'Allow' | 'Deny'; readonly certain: boolean }[] {
  const texts = effect?.values.map(({ text }) => literalText(text)) ?? [];
  const [only] = texts;
  if (texts.length === 1 && effect?.complete === true && only !== undefined) {
    return only === 'Allow' || only === 'Deny' ? [{ effect: only, certain: true }] : [];
  }
  if (effect === undefined) return [];
  return (['Allow', 'Deny'] as const).flatMap((one) =>
    !effect.complete || texts.some((text) => text === undefined || text === one) ? [{ effect: one, certain: false }] : [],
  );
}
