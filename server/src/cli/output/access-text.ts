import pc from 'picocolors';
import type { AccessDecision } from '../../analysis/access-answers.ts';
import type { AskedAccess } from './access-json.ts';
import { printable } from './printable.ts';
import { WIDTH } from './statement-lines.ts';
import { wrapList } from './wrap.ts';

/** The answer for a person, a paragraph for all principals of one answer: what is allowed first. */
export function renderAccessText({ action, answers }: AskedAccess, color: boolean): string {
  const colors = pc.createColors(color);
  const groups = new Map<string, (typeof answers)[number][]>();
  for (const one of answers.toSorted((a, b) => ORDER.indexOf(a.answer.decision) - ORDER.indexOf(b.answer.decision))) {
    const key = JSON.stringify([one.reason, one.answer.on]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => renderGroup(action, group, colors)).join('');
}

const ORDER: readonly AccessDecision[] = ['allowed', 'unknown', 'implicitDeny', 'explicitDeny'];

function renderGroup(action: string, group: AskedAccess['answers'], colors: ReturnType<typeof pc.createColors>): string {
  const [first] = group;
  if (first === undefined) return '';
  const { decision, on } = first.answer;
  const paint = decision === 'allowed' ? colors.green : decision === 'unknown' ? colors.yellow : colors.red;
  const isAny = decision !== 'allowed' && on.join() === '*';
  const about = printable(`${action} on ${isAny ? 'any resource' : on.join(', ')}`);
  const names = wrapList(
    group.map(({ answer }) => printable(answer.function ?? answer.logicalId)),
    WIDTH,
    '',
  );
  const reason = `${printable(first.reason)}${decision === 'allowed' ? ' (as far as this template shows)' : ''}`;
  return [...names.map(colors.bold), `  ${about}`, ...wrapList([reason], WIDTH, '  ').map(paint), ''].join('\n');
}
