/**
 * A second evaluator of requests, written from AWS's description of the evaluation logic over plain JSON and sharing nothing with the kernel: every
 * value is concrete, patterns are regular expressions, and the flow chart is followed box by box. Sources: IAM User Guide, "Policy evaluation
 * logic", "Condition operators", "Policy elements: variables and tags", 2026-09.
 */
export interface NaivePolicy {
  readonly Version?: string;
  readonly Statement: readonly NaiveStatement[];
}

export interface NaiveStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface NaiveRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: { readonly kind: 'user' | 'role'; readonly arn: string; readonly session?: string };
  readonly resourceAccount?: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface NaivePolicies {
  readonly identity: readonly NaivePolicy[];
  readonly boundary?: NaivePolicy;
  readonly resource?: NaivePolicy;
}

export type NaiveDecision = 'allow' | 'explicitDeny' | 'implicitDeny' | 'undocumented';

export function naiveEvaluate(request: NaiveRequest, { identity, boundary, resource }: NaivePolicies): NaiveDecision {
  const all = [...identity, ...(boundary === undefined ? [] : [boundary]), ...(resource === undefined ? [] : [resource])];
  if (all.some((policy) => matching(policy, request, 'Deny').length > 0)) return 'explicitDeny';
  const identityAllows = identity.some((policy) => matching(policy, request, 'Allow').length > 0);
  const boundaryAllows = boundary === undefined || matching(boundary, request, 'Allow').length > 0;
  const grants = resource === undefined ? [] : matching(resource, request, 'Allow');
  const account = accountIn(request.principal.arn);
  const owner = request.resourceAccount ?? accountIn(request.resource) ?? account;
  const mayByIdentity = identityAllows && boundaryAllows;
  if (owner !== account) return mayByIdentity && grants.length > 0 ? 'allow' : 'implicitDeny';
  let open = false;
  for (const grant of grants) {
    const way = wayOf(grant, request);
    if (way === 'session' || (way === 'identity' && request.principal.kind === 'user')) return 'allow';
    if (way === 'identity' && boundaryAllows) return 'allow';
    if (way === 'anyone' && boundaryAllows) return 'allow';
    if (way === 'anyone') open = true;
  }
  if (/^(kms:(decrypt|encrypt)|sts:assumerole)$/i.test(request.action)) {
    if (mayByIdentity && grants.length > 0) return 'allow';
  } else if (mayByIdentity) return 'allow';
  return open ? 'undocumented' : 'implicitDeny';
}

function matching(policy: NaivePolicy, request: NaiveRequest, effect: string): readonly NaiveStatement[] {
  return policy.Statement.filter(
    (statement) => statement.Effect === effect && applies(statement, request, policy.Version === '2012-10-17'),
  );
}

function applies(statement: NaiveStatement, request: NaiveRequest, variables: boolean): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const action = (patterns: string | readonly string[]) =>
    list(patterns).some((pattern) => glob(pattern.toLowerCase()).test(request.action.toLowerCase()));
  const resource = (patterns: string | readonly string[]) =>
    list(patterns).some((pattern) => expression(pattern, request, variables)?.test(request.resource) === true);
  if (Action !== undefined && !action(Action)) return false;
  if (NotAction !== undefined && action(NotAction)) return false;
  if (Resource !== undefined && !resource(Resource)) return false;
  if (NotResource !== undefined && resource(NotResource)) return false;
  if (Principal !== undefined && !names(Principal, request)) return false;
  if (NotPrincipal !== undefined && names(NotPrincipal, request)) return false;
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => meets(operator, request.context[key.toLowerCase()], list(values), request, variables)),
  );
}

function names(principal: NonNullable<NaiveStatement['Principal']>, request: NaiveRequest): boolean {
  return waysOf(principal, request).length > 0;
}

function waysOf(principal: NonNullable<NaiveStatement['Principal']>, { principal: who }: NaiveRequest): readonly string[] {
  const values = principal === '*' ? ['*'] : list(principal['AWS'] ?? []);
  const account = accountIn(who.arn);
  return values.flatMap((value) => {
    if (value === '*') return ['anyone'];
    if (value === account || value === `arn:aws:iam::${account}:root`) return ['account'];
    if (value === who.arn) return ['identity'];
    return value === who.session ? ['session'] : [];
  });
}

function wayOf({ Principal }: NaiveStatement, request: NaiveRequest): string {
  if (Principal === undefined) return 'anyone';
  const ways = waysOf(Principal, request);
  return ['session', 'identity', 'anyone', 'account'].find((way) => ways.includes(way)) ?? 'none';
}

function meets(
  written: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
  request: NaiveRequest,
  variables: boolean,
): boolean {
  const qualifier = /^(ForAllValues|ForAnyValue):/.exec(written)?.[1];
  const ifExists = written.endsWith('IfExists');
  const operator = written.replace(/^\w+:/, '').replace(/IfExists$/, '');
  if (operator === 'Null') return wanted.some((value) => (actual === undefined) === (value === 'true'));
  const negative = operator.includes('Not');
  if (actual === undefined) {
    if (ifExists || qualifier === 'ForAllValues') return true;
    return qualifier === 'ForAnyValue' ? false : negative;
  }
  const one = (value: string): boolean => {
    const equal = wanted.some((pattern) => same(operator.replace('Not', ''), pattern, value, request, variables));
    return negative ? !equal : equal;
  };
  return qualifier === 'ForAllValues' ? actual.every(one) : actual.some(one);
}

function same(operator: string, pattern: string, value: string, request: NaiveRequest, variables: boolean): boolean {
  const filled = variables ? fill(pattern, request, (text) => text) : pattern;
  if (filled === undefined) return false;
  switch (operator) {
    case 'StringEquals':
      return filled === value;
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return filled.toLowerCase() === value.toLowerCase();
    case 'StringLike':
      return expression(pattern, request, variables)?.test(value) === true;
    case 'ArnLike':
    case 'ArnEquals': {
      const [left, right] = [pieces(pattern), pieces(value)];
      if (pattern === '*') return true;
      return (
        left.length === 6 &&
        right.length === 6 &&
        left.every((piece, i) => expression(piece, request, variables)?.test(right[i] ?? '') === true)
      );
    }
    case 'NumericEquals':
      return Number(filled) === Number(value);
    case 'NumericLessThan':
      return Number(value) < Number(filled);
    case 'NumericGreaterThanEquals':
      return Number(value) >= Number(filled);
    case 'DateLessThan':
      return Date.parse(value) < Date.parse(filled);
    case 'IpAddress':
      return inRange(value, filled);
    default:
      throw new Error(`no such operator: ${operator}`);
  }
}

/** An ARN at its first five colons; a variable's colons are not there yet. */
function pieces(arn: string): readonly string[] {
  const split = arn.split(':');
  return [...split.slice(0, 5), ...(split.length > 5 ? [split.slice(5).join(':')] : [])];
}

function inRange(address: string, range: string): boolean {
  const bits = (text: string) =>
    text
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  const [network = '', length = '32'] = range.split('/');
  return bits(address).slice(0, Number(length)) === bits(network).slice(0, Number(length));
}

/** The pattern with its variables filled in; `undefined` where the request lacks one. */
function fill(pattern: string, { context }: NaiveRequest, quote: (text: string) => string): string | undefined {
  let missing = false;
  const filled = pattern.replace(/\$\{([^}]*)\}/g, (_whole, inside: string) => {
    if (inside === '*' || inside === '?' || inside === '$') return quote(inside);
    const [name = '', fallback] = inside.split(/\s*,\s*/);
    const value = context[name.toLowerCase()]?.[0] ?? fallback?.slice(1, -1);
    if (value === undefined) missing = true;
    return quote(value ?? '');
  });
  return missing ? undefined : filled;
}

function expression(pattern: string, request: NaiveRequest, variables: boolean): RegExp | undefined {
  const quoted: string[] = [];
  const keep = (text: string): string => {
    quoted.push(text);
    return `«${quoted.length - 1}»`;
  };
  const filled = variables ? fill(pattern, request, keep) : pattern;
  if (filled === undefined) return undefined;
  const source = filled
    .split(/(«\d+»|[*?])/)
    .map((piece) => {
      if (piece === '*') return '.*';
      if (piece === '?') return '.';
      const index = /^«(\d+)»$/.exec(piece)?.[1];
      return quoteExpression(index === undefined ? piece : (quoted[Number(index)] ?? ''));
    })
    .join('');
  return new RegExp(`^${source}$`, 's');
}

function glob(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .split(/([*?])/)
      .map((piece) => (piece === '*' ? '.*' : piece === '?' ? '.' : quoteExpression(piece)))
      .join('')}$`,
    's',
  );
}

function quoteExpression(text: string): string {
  return text.replace(/[.+*?^${}()|[\]\\]/g, '\\$&');
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
