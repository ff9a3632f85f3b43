import type { DecidingPermission, PrincipalAccess } from '../../analysis/access-answers.ts';
import type { PermissionOrigin } from '../../analysis/permissions-answers.ts';
import type { AccessUnknown } from '../../grants/access/model.ts';
import type { Doubt } from '../../policy/evaluate-statement.ts';
import type { OriginContext } from './origin.ts';
import { noteOf } from './origin.ts';

export interface ReasonContext extends OriginContext {
  /** Of the template: its lines are named without it. */
  readonly uri: string;
}

/** Why an answer is what it is, in one sentence without a period; `allowed by line 41, policy template S3ReadPolicy`. */
export function reasonOf(access: PrincipalAccess, action: string, context: ReasonContext): string {
  const { decision, by, statements, boundaries } = access;
  const boundary = boundaries.length === 0 ? 'permissions boundary' : `permissions boundary ${boundaries.join(' or ')}`;
  switch (decision) {
    case 'allowed':
      return `allowed by ${listLines(statements, context)}`;
    case 'explicitDeny':
      return `explicitly denied ${by === 'boundary' ? `by the ${boundary}, ` : 'by '}${listLines(statements, context)}`;
    case 'implicitDeny':
      if (by === 'boundary') return `denied by the boundary: the ${boundary} does not allow it`;
      return by === 'resource' ? 'not allowed: the policy of the resource does not allow it' : `not allowed: nothing allows ${action}`;
    case 'unknown':
      return `unknown because ${unknownReasons(access, context).join('; ')}`;
  }
}

/** Beyond this many the others are counted. */
const LISTED = 3;

function listLines(statements: readonly DecidingPermission[], context: ReasonContext): string {
  const all = [...new Set(statements.map(({ origin }) => `${lineName(origin, context)}${noteAfter(origin, context)}`))];
  const more = all.length - LISTED;
  return more > 0 ? `${all.slice(0, LISTED).join('; ')} and ${more} more` : all.join('; ');
}

/** `line 41`, `line 3 of roles.yml`. */
function lineName({ place }: PermissionOrigin, { positions, pathOf, uri }: ReasonContext): string {
  const line = `line ${positions.of(place).start.line + 1}`;
  return place.uri === uri ? line : `${line} of ${pathOf(place.uri)}`;
}

function noteAfter(origin: PermissionOrigin, { dialect }: ReasonContext): string {
  const note = noteOf(origin, dialect);
  return note === '' ? '' : ` (${note})`;
}

function unknownReasons({ statements, conditions, unknown }: PrincipalAccess, context: ReasonContext): readonly string[] {
  const reasons = [
    ...conditions.map((condition) =>
      condition.includes(' ') ? `it depends on whether ${condition}` : `it depends on the condition ${condition}`,
    ),
    ...statements.flatMap((statement) => statementReasons(statement, context)),
  ];
  const sure = statements.filter(({ doubts, effect }) => doubts.length === 0 && effect === 'Allow');
  const missing = unknown.map(describeMissing);
  const all = [...new Set([...reasons, ...missing])];
  if (all.length === 0) all.push('not all that may apply is in the template');
  const [first = '', ...others] = all;
  return sure.length === 0 ? all : [`${listLines(sure, context)} allows it, but ${first}`, ...others];
}

function describeMissing(unknown: AccessUnknown): string {
  switch (unknown.kind) {
    case 'grant':
      return unknown.reason;
    case 'boundary':
      return `the document of the permissions boundary ${unknown.text} is not in the template`;
    case 'resource-policy':
      return 'it needs the policy of the resource too, which is not in the template';
    case 'conditions':
      return `it depends on ${unknown.count} conditions`;
  }
}

function statementReasons(statement: DecidingPermission, context: ReasonContext): readonly string[] {
  const line = lineName(statement.origin, context);
  return statement.doubts.map((doubt) => `${line} ${describeDoubt(doubt, statement)}`);
}

function describeDoubt(doubt: Doubt, { keys, parameters, effect }: DecidingPermission): string {
  const does = effect === 'Deny' ? 'denies' : 'allows';
  switch (doubt) {
    case 'condition':
      return keys.length > 0
        ? `${does} it depending on ${keys.join(', ')} (give --context ${keys[0]}=…)`
        : `${does} it under a condition that depends on what is not known${given(parameters)}`;
    case 'resource':
      return `${does} it on a resource that may be this one${given(parameters)}`;
    case 'part of the resource':
      return `${does} it on a part of that`;
    case 'principal':
      return `${does} it to a principal that may be this one${given(parameters)}`;
    case 'action':
      return `${does} an action that may be this one${given(parameters)}`;
    case 'statement':
      return 'cannot be read whole';
  }
}

function given(parameters: readonly string[]): string {
  const [first] = parameters;
  return first === undefined ? '' : `: it depends on ${parameters.join(', ')} (give --parameter ${first}=…)`;
}
