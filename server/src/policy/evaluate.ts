import type { Answer } from './answer.ts';
import { and, or } from './answer.ts';
import type { StatementAnswer } from './evaluate-statement.ts';
import { askStatement } from './evaluate-statement.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy, Statement } from './model.ts';
import type { AccessRequest } from './request.ts';
import { accountOf } from './request.ts';

/** The policies that have a say. Those of organizations and of sessions are never known: `allow` means as far as these show. */
export interface EvaluatedPolicies {
  /** Attached to the requester; `complete: false` where more may be attached than is known. */
  readonly identity: PolicySet;
  /** Absent: there is none. */
  readonly boundary?: PolicySet;
  /** Of the resource: its own policy, or the trust policy of a role that is assumed. Absent: it has none; `unknown`: it may have one. */
  readonly resource?: PolicySet | 'unknown';
}

export interface PolicySet {
  readonly policies: readonly Policy[];
  readonly complete: boolean;
}

export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny' | 'unknown';

/** Which part of the policies left the decision as it is. */
export type DecidedBy = 'identity' | 'boundary' | 'resource';

export interface Evaluation {
  readonly decision: Decision;
  /** Where an Allow is missing, or what is not known. */
  readonly by: DecidedBy;
  /** The statements that decided: those that deny, else those that allow, else those of which it is unknown whether they apply. */
  readonly statements: readonly Statement[];
}

/**
 * Decides a request as IAM does: an explicit Deny anywhere ends it; within an account an Allow of the identity's policies, which the boundary
 * must give too, or of the resource's policy is enough; across accounts both sides must allow (`semantics.md` 20). KMS keys and roles to be
 * assumed need their own policy's Allow always. Source: IAM User Guide, "Policy evaluation logic", 2026-09.
 */
export function evaluate(catalog: KernelCatalog, request: AccessRequest, policies: EvaluatedPolicies): Evaluation {
  const identity = askSet(catalog, policies.identity, request);
  const boundary = policies.boundary === undefined ? undefined : askSet(catalog, policies.boundary, request);
  const resource =
    policies.resource === undefined || policies.resource === 'unknown' ? undefined : askSet(catalog, policies.resource, request);
  const sides = { identity, boundary, resource, needed: policies.resource === 'unknown' };
  const denying = [identity, boundary, resource].flatMap((side) => side?.denies ?? []);
  const denied = denying.filter(({ applies }) => applies === 'yes');
  if (denied.length > 0) return { decision: 'explicitDeny', by: sideOf(denied, sides), statements: statementsOf(denied) };
  const { answer, by, allows } = combine(request, sides);
  if (answer === 'no') return { decision: 'implicitDeny', by, statements: [] };
  const mayDeny = denying.filter(({ applies }) => applies === 'unknown');
  const unreadDeny = [identity, boundary, resource].some((side) => side !== undefined && !side.complete);
  if (answer === 'yes' && mayDeny.length === 0 && !unreadDeny) return { decision: 'allow', by, statements: statementsOf(allows) };
  const doubtful = mayDeny.length > 0 ? mayDeny : allows;
  return { decision: 'unknown', by: mayDeny.length > 0 ? sideOf(mayDeny, sides) : by, statements: statementsOf(doubtful) };
}

/** What one set of policies says. */
interface Side {
  readonly allows: readonly StatementAnswer[];
  readonly denies: readonly StatementAnswer[];
  readonly complete: boolean;
}

interface Sides {
  readonly identity: Side;
  readonly boundary: Side | undefined;
  readonly resource: Side | undefined;
  /** The resource may have a policy that is not known. */
  readonly needed: boolean;
}

function askSet(catalog: KernelCatalog, { policies, complete }: PolicySet, request: AccessRequest): Side {
  const answers = policies.flatMap((policy) => policy.statements.flatMap((statement) => askStatement(catalog, policy, statement, request)));
  const relevant = answers.filter(({ applies }) => applies !== 'no');
  return {
    allows: relevant.filter(({ effect }) => effect === 'Allow'),
    denies: relevant.filter(({ effect }) => effect === 'Deny'),
    complete: complete && policies.every((policy) => policy.complete),
  };
}

interface Combined {
  readonly answer: Answer;
  readonly by: DecidedBy;
  readonly allows: readonly StatementAnswer[];
}

/** Whether the Allows of all sides add up, Denies left aside. */
function combine(request: AccessRequest, sides: Sides): Combined {
  const { identity, boundary, resource } = sides;
  const own = allowed(identity);
  const bound = boundary === undefined ? 'yes' : allowed(boundary);
  const both = and(own, bound);
  const ofIdentity: Combined = { answer: both, by: own === 'yes' && bound !== 'yes' ? 'boundary' : 'identity', allows: identity.allows };
  const isOutside = request.requester.kind !== 'user' && request.requester.kind !== 'role';
  const given = resource === undefined ? (sides.needed ? 'unknown' : 'no') : allowed(resource);
  const ofResource: Combined = { answer: given, by: 'resource', allows: resource?.allows ?? [] };
  if (isOutside) return ofResource;
  if (isCrossAccount(request)) return both === 'yes' ? ofResource : { ...ofIdentity, answer: and(both, given) };
  const direct = directAnswer(request, sides, bound);
  if (needsOwnPolicy(request)) {
    const delegated = and(both, delegatedAnswer(sides));
    return {
      answer: or(direct, delegated),
      by: both === 'yes' || direct === 'yes' ? 'resource' : 'identity',
      allows: [...ofResource.allows, ...identity.allows],
    };
  }
  if (both === 'yes') return ofIdentity;
  if (direct === 'yes') return ofResource;
  return { answer: or(both, direct), by: ofIdentity.by, allows: [...identity.allows, ...(direct === 'unknown' ? ofResource.allows : [])] };
}

function allowed({ allows, complete }: Side): Answer {
  const written = or(...allows.map(({ applies }) => applies));
  return complete ? written : or(written, 'unknown');
}

/**
 * Whether the resource's policy lets the requester in by itself: a user or a session that it names whatever the boundary lacks, a role that it names within
 * its boundary (`semantics.md` 20). Which of the two `*` is, AWS does not say.
 */
function directAnswer(request: AccessRequest, { resource, needed }: Sides, bound: Answer): Answer {
  if (resource === undefined) return needed ? 'unknown' : 'no';
  const answers = resource.allows.map(({ applies, principal }): Answer => {
    const named = principal?.named;
    if (named === 'account' || named === undefined) return 'no';
    if (named === 'session' || (named === 'identity' && request.requester.kind === 'user')) return applies;
    return named === 'anyone' && bound === 'no' ? and(applies, 'unknown') : and(applies, bound);
  });
  return resource.complete ? or(...answers) : or('unknown', ...answers);
}

/** Whether the resource's policy hands the decision to the identity policies of the account. */
function delegatedAnswer({ resource, needed }: Sides): Answer {
  if (resource === undefined) return needed ? 'unknown' : 'no';
  return allowed(resource);
}

/** Without a policy that allows it, nobody may use a KMS key or assume a role, whatever the identity policies say. */
export function needsOwnPolicy({ action }: Pick<AccessRequest, 'action'>): boolean {
  return /^(?:kms:(?!list|create|connect|describecustom|generaterandom)|sts:assumerole)/i.test(action);
}

function isCrossAccount({ requester, resource, resourceAccount }: AccessRequest): boolean {
  const mine = 'arn' in requester ? accountOf(requester.arn) : undefined;
  const theirs = resourceAccount ?? accountOf(resource.text);
  return mine !== undefined && theirs !== undefined && mine !== theirs;
}

function sideOf(answers: readonly StatementAnswer[], { boundary, resource }: Sides): DecidedBy {
  const [first] = answers;
  if (first !== undefined && boundary?.denies.includes(first)) return 'boundary';
  return first !== undefined && resource?.denies.includes(first) ? 'resource' : 'identity';
}

function statementsOf(answers: readonly StatementAnswer[]): readonly Statement[] {
  return [...new Set(answers.map(({ statement }) => statement))];
}
