import pc from 'picocolors';
import type {
  ChangedPermission,
  ChangedUse,
  PermissionChanges,
  PrincipalDifference,
  ResourceDifference,
} from '../../analysis/permission-changes-answers.ts';
import type { DiffSides } from './diff-json.ts';
import type { OriginContext } from './origin.ts';
import { lineOf, renderOrigin } from './origin.ts';
import { printable } from './printable.ts';
import { renderLimits, WIDTH, withOrigin } from './statement-lines.ts';
import { wrapList } from './wrap.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** The changes for a person: `+` what is gained, `-` what is lost, `?` what may be. */
export function renderDiffText(changes: PermissionChanges, sides: DiffSides<OriginContext>, color: boolean): string {
  const colors = pc.createColors(color);
  if (changes.principals.length + changes.resources.length === 0) return 'the same permissions\n';
  const groups = new Map<string, PrincipalDifference[]>();
  for (const principal of changes.principals) {
    const { gained, lost, unknown, change } = principal;
    const key = JSON.stringify([gained, lost, unknown, change]);
    groups.set(key, [...(groups.get(key) ?? []), principal]);
  }
  const blocks = [
    ...[...groups.values()].map((group) => renderGroup(group, sides, colors)),
    ...changes.resources.map((resource) => renderResource(resource, sides, colors)),
  ];
  return `${blocks.join('\n')}\n${renderSummary(changes, colors)}`;
}

/** Principals with the same changes: they act by the same role. */
function renderGroup(group: readonly PrincipalDifference[], sides: DiffSides<OriginContext>, colors: Colors): string {
  const [first] = group;
  if (first === undefined) return '';
  const title = group.map(({ logicalId, function: name, type, change }) => {
    const note = change === 'changed' ? '' : ` (${change})`;
    return `${colors.bold(printable(name ?? logicalId))} ${colors.dim(type)}${note}\n`;
  });
  return [...title, renderChanges(first, sides, colors, () => '')].join('');
}

/** What others may do with a resource. */
function renderResource(resource: ResourceDifference, sides: DiffSides<OriginContext>, colors: Colors): string {
  const { type } = resource;
  const kind = type === 'AWS::IAM::Role' ? 'trust policy' : 'policy';
  const title = `${colors.bold(printable(resource.resource))}${type === undefined ? '' : ` ${colors.dim(printable(type))}`}, by its ${kind}\n`;
  return `${title}${renderChanges(resource, sides, colors, (use) => `${requestersOf(use)}: `)}`;
}

function requestersOf({ principals, notPrincipals }: ChangedUse): string {
  const list = Object.entries(notPrincipals ?? principals ?? {}).flatMap(([type, names]) => (type === '*' ? ['everybody'] : names));
  return `${notPrincipals === undefined ? '' : 'everybody but '}${list.join(', ')}`;
}

function renderChanges<T extends ChangedPermission>(
  { gained, lost, unknown }: Pick<PrincipalDifference, 'unknown'> & { readonly gained: readonly T[]; readonly lost: readonly T[] },
  { before, after }: DiffSides<OriginContext>,
  colors: Colors,
  whose: (one: T) => string,
): string {
  return [
    ...gained.map((one) => renderPermission(`+ ${whose(one)}`, one, after, colors.red, colors)),
    ...lost.map((one) => renderPermission(`- ${whose(one)}`, one, before, colors.green, colors)),
    ...unknown.map(({ about, reason, place }) => {
      const where = about === 'gained' ? after : before;
      const lines = wrapList(
        [`${about === 'gained' ? 'more may be gained' : 'more may be lost'}: ${printable(reason)}`],
        WIDTH - 4,
        '    ',
      );
      const marked = lines.map((line, i) => (i === 0 ? line.replace(/^ {4}/, '  ? ') : line));
      return `${withOrigin(marked, lineOf(place, where), colors, colors.yellow).join('\n')}\n`;
    }),
  ].join('');
}

function renderPermission(
  start: string,
  permission: ChangedPermission,
  context: OriginContext,
  paint: (text: string) => string,
  colors: Colors,
): string {
  const { actions, certain, origin } = permission;
  const [sign = '', whose = ''] = [start.slice(0, 2), start.slice(2)];
  const words = whose === '' ? actions : [whose, ...actions];
  const named = wrapList(words.map(printable), WIDTH - 4, '    ', whose === '' ? 0 : 1);
  const first = named.map((line, i) => paint(i === 0 ? line.replace(/^ {4}/, `  ${sign}`) : line));
  const doubt = certain ? [] : [`      depending on what is not known`];
  const lines = [...renderLimits(permission), ...doubt];
  return `${[...first, ...withOrigin(lines, renderOrigin(origin, context), colors)].join('\n')}\n`;
}

function renderSummary({ principals, resources }: PermissionChanges, colors: Colors): string {
  const all = [...principals, ...resources];
  const count = (about: 'gained' | 'lost'): number => all.reduce((sum, one) => sum + one[about].length, 0);
  const open = all.flatMap(({ unknown }) => unknown).length;
  const [gained, lost] = [count('gained'), count('lost')];
  const parts = [
    gained === 0 ? colors.green('nothing gained') : colors.red(`${gained} gained`),
    lost === 0 ? 'nothing lost' : `${lost} lost`,
    ...(open === 0 ? [] : [colors.yellow(`${open} not known`)]),
  ];
  return `${parts.join(', ')}\n`;
}
