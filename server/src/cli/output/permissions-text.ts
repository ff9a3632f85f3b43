import pc from 'picocolors';
import type { PermissionStatement, PrincipalPermissions } from '../../analysis/permissions-answers.ts';
import { compareTexts } from '../../syntax/compare-texts.ts';
import type { Branch } from '../../template/text.ts';
import type { OriginContext } from './origin.ts';
import { lineOf, renderOrigin } from './origin.ts';
import { printable } from './printable.ts';
import { renderLimits, renderWhen, WIDTH, withOrigin } from './statement-lines.ts';
import { wrapList } from './wrap.ts';

type Colors = ReturnType<typeof pc.createColors>;

export interface TextContext extends OriginContext {
  readonly color: boolean;
}

/** Principals that have the same permissions, for they act by the same role. */
export interface PrincipalGroup {
  /** Those that act, else the role itself. */
  readonly named: readonly PrincipalPermissions[];
  readonly permissions: PrincipalPermissions;
}

/** What principals may do, for a person: by service, action and resource, in pieces. Lines from 1. */
export function* renderPermissionsText(principals: readonly PrincipalPermissions[], context: TextContext): Generator<string> {
  const colors = pc.createColors(context.color);
  const groups = groupPrincipals(principals);
  for (const [i, group] of groups.entries()) yield `${i === 0 ? '' : '\n'}${renderGroup(group, context, colors)}`;
  if (groups.length === 0) yield 'no functions, state machines or roles\n';
}

/** Functions and state machines that act by one role once, and roles that none of them acts by. */
export function groupPrincipals(principals: readonly PrincipalPermissions[]): readonly PrincipalGroup[] {
  const groups = new Map<string, PrincipalPermissions[]>();
  for (const principal of principals.filter(({ kind }) => kind !== 'role')) {
    const key = JSON.stringify([principal.roles, principal.when]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [principal]);
    else group.push(principal);
  }
  const used = new Set(principals.flatMap(({ roles }) => roles.map(({ role }) => role)));
  const acting = [...groups.values()].flatMap((named) => {
    const [permissions] = named;
    return permissions === undefined ? [] : [{ named, permissions }];
  });
  const alone = principals.filter(({ kind, logicalId }) => kind === 'role' && !used.has(logicalId));
  return [...acting, ...alone.map((permissions) => ({ named: [permissions], permissions }))];
}

function renderGroup({ named, permissions }: PrincipalGroup, context: TextContext, colors: Colors): string {
  const { roles, boundaries, unknown, statements, when, nothingKnown } = permissions;
  const title = named.map((one) => `${colors.bold(printable(one.function ?? one.logicalId))} ${colors.dim(one.type)}`);
  const facts = [
    ...roles.map((use) => fact('role', use.role, use.when)),
    ...boundaries.map((use) => fact('boundary', `${use.boundary}${use.known ? '' : ' (its document is not known)'}`, use.when)),
    ...(when.length === 0 ? [] : [`only ${renderWhen(when)}`]),
  ];
  return [
    ...title,
    ...facts.map((line) => `  ${printable(line)}`),
    ...(nothingKnown === undefined ? [`  ${renderTotals(permissions)}`] : []),
    ...renderStatements(statements, context, colors),
    ...unknown.flatMap(({ reason, place }) => {
      const lines = wrapList(
        [`${reason === nothingKnown ? 'what it may do is not known' : 'more may be granted'}: ${printable(reason)}`],
        WIDTH,
        '  ',
      );
      return withOrigin(lines, lineOf(place, context), colors, colors.yellow);
    }),
    '',
  ].join('\n');
}

function fact(name: string, value: string, when: readonly Branch[]): string {
  return `${name} ${value}${when.length === 0 ? '' : ` ${renderWhen(when)}`}`;
}

function renderTotals({ totals }: PrincipalPermissions): string {
  const { actions, resources, wildcards, atLeast } = totals;
  const count = (number: number, name: string): string => `${number} ${name}${number === 1 ? '' : 's'}`;
  const all = [count(actions, 'action'), count(resources, 'resource'), ...(wildcards === 0 ? [] : [count(wildcards, 'wildcard')])];
  return `${atLeast ? 'at least ' : ''}${all.join(' · ')}`;
}

/** By service in the order of their names; what is denied last. */
function renderStatements(statements: readonly PermissionStatement[], context: TextContext, colors: Colors): readonly string[] {
  const services = new Map<string, string[]>();
  for (const statement of statements.toSorted((a, b) => Number(a.effect === 'Deny') - Number(b.effect === 'Deny'))) {
    for (const [service, actions] of splitByService(statement)) {
      const lines = services.get(service) ?? [];
      services.set(service, lines);
      lines.push(...renderStatement(statement, actions, context, colors));
    }
  }
  const named = [...services].sort(([a], [b]) => compareTexts(a, b));
  return named.flatMap(([service, lines]) => ['', `  ${colors.cyan(printable(service))}`, ...lines]);
}

const ANY = 'any service';

/** The actions of a statement without their service, by service; of `NotAction` all as they are written. */
function splitByService({ actions, notActions }: PermissionStatement): ReadonlyMap<string, readonly string[]> {
  if (actions === undefined) return new Map([[ANY, [`all but ${(notActions ?? []).join(', ')}`]]]);
  const services = new Map<string, string[]>();
  for (const action of actions) {
    const colon = action.indexOf(':');
    const service = colon < 0 || /[*?$]/.test(action.slice(0, colon)) ? ANY : action.slice(0, colon).toLowerCase();
    const own = services.get(service) ?? [];
    services.set(service, own);
    own.push(service === ANY ? action : action.slice(colon + 1));
  }
  return services;
}

/** More of a managed policy would hide what the template says itself. */
const MANAGED_ACTIONS = 12;

function renderStatement(
  statement: PermissionStatement,
  actions: readonly string[],
  context: TextContext,
  colors: Colors,
): readonly string[] {
  const { effect, origin } = statement;
  const more = origin.kind === 'managed-policy' ? actions.length - MANAGED_ACTIONS : 0;
  const shown = more > 1 ? [...actions.slice(0, MANAGED_ACTIONS), `… ${more} more`] : actions;
  const isDeny = effect === 'Deny';
  const first = wrapList([...(effect === 'Allow' ? [] : [`${effect} `]), ...shown].map(printable), WIDTH, '    ', isDeny ? 1 : 0);
  const lines = renderLimits(statement);
  return [...first.map((line) => (isDeny ? colors.red(line) : line)), ...withOrigin(lines, renderOrigin(origin, context), colors)];
}
