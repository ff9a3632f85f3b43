import type pc from 'picocolors';
import type { PermissionStatement } from '../../analysis/permissions-answers.ts';
import type { Branch } from '../../template/text.ts';
import { describeBranches } from '../../template/text.ts';
import { displayWidth, printable } from './printable.ts';
import { wrapList } from './wrap.ts';

/** Columns of what is printed for a person. */
export const WIDTH = 80;

type Limits = Pick<PermissionStatement, 'resources' | 'notResources' | 'condition' | 'when'>;

/** What a statement is limited to, a line each: its resources, its conditions, the branches that it stands under. */
export function renderLimits({ resources, notResources, condition, when }: Limits): readonly string[] {
  const on = notResources === undefined ? (resources ?? []) : [`all but ${notResources.join(', ')}`];
  const clauses = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${key} ${operator} ${values.join(' or ')}`),
  );
  const limits = [
    ...clauses.map((clause, index) => `${index === 0 ? 'if' : 'and'} ${clause}`),
    ...(when.length === 0 ? [] : [renderWhen(when)]),
  ];
  return [...on.map((line) => `      ${printable(line)}`), ...limits.flatMap((line) => wrapList([printable(line)], WIDTH, '      '))];
}

/** The origin beside the last line where there is room, else below. */
export function withOrigin(
  lines: readonly string[],
  origin: string,
  { dim }: Pick<ReturnType<typeof pc.createColors>, 'dim'>,
  paint: (text: string) => string = (text) => text,
): readonly string[] {
  const last = lines.at(-1);
  const note = `← ${origin}`;
  if (last === undefined || displayWidth(last) + displayWidth(note) + 2 > WIDTH) return [...lines.map(paint), `      ${dim(note)}`];
  return [...lines.slice(0, -1).map(paint), `${paint(last)}  ${dim(note)}`];
}

/** `when Prod and not Staging`. */
export function renderWhen(when: readonly Branch[]): string {
  return `when ${describeBranches(when).join(' and ')}`;
}
