import pc from 'picocolors';
import type { ChangedPermission, PermissionChanges, PrincipalDifference } from '../../analysis/permission-changes-answers.ts';
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
  if (changes.principals.length === 0) return 'the same permissions\n';
  const groups = new Map<string, PrincipalDifference[]>();
  for (const principal of changes.principals) {
    const { gained, lost, unknown, change } = principal;
    const key = JSON.stringify([gained, lost, unknown, change]);
    groups.set(key, [...(groups.get(key) ?? []), principal]);
  }
  return `${[...groups.values()].map((group) => renderGroup(group, sides, colors)).join('\n')}\n${renderSummary(changes, colors)}`;
}

/** Principals with the same changes: they act by the same role. */
function renderGroup(group: readonly PrincipalDifference[], { before, after }: DiffSides<OriginContext>, colors: Colors): string {
  const [first] = group;
  if (first === undefined) return '';
  const title = group.map(({ logicalId, function: name, type, change }) => {
    const note = change === 'changed' ? '' : ` (${change})`;
    return `${colors.bold(printable(name ?? logicalId))} ${colors.dim(type)}${note}\n`;
  });
  const signs = { gained: colors.red, lost: colors.green } as const;
  return [
    ...title,
    ...first.gained.map((one) => renderPermission('+', one, after, signs.gained, colors)),
    ...first.lost.map((one) => renderPermission('-', one, before, signs.lost, colors)),
    ...first.unknown.map(({ about, reason, place }) => {
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
  sign: string,
  permission: ChangedPermission,
  context: OriginContext,
  paint: (text: string) => string,
  colors: Colors,
): string {
  const { actions, certain, origin } = permission;
  const named = wrapList(actions.map(printable), WIDTH - 4, '    ');
  const first = named.map((line, i) => paint(i === 0 ? line.replace(/^ {4}/, `  ${sign} `) : line));
  const doubt = certain ? [] : [`      depending on what is not known`];
  const lines = [...renderLimits(permission), ...doubt];
  return `${[...first, ...withOrigin(lines, renderOrigin(origin, context), colors)].join('\n')}\n`;
}

function renderSummary({ principals }: PermissionChanges, colors: Colors): string {
  const count = (about: 'gained' | 'lost'): number => principals.reduce((sum, one) => sum + one[about].length, 0);
  const open = principals.flatMap(({ unknown }) => unknown).length;
  const [gained, lost] = [count('gained'), count('lost')];
  const parts = [
    gained === 0 ? colors.green('nothing gained') : colors.red(`${gained} gained`),
    lost === 0 ? 'nothing lost' : `${lost} lost`,
    ...(open === 0 ? [] : [colors.yellow(`${open} not known`)]),
  ];
  return `${parts.join(', ')}\n`;
}
