import pc from 'picocolors';
import type { AccessDecision } from '../../analysis/access-answers.ts';
import type { AskedAccess } from './access-json.ts';
import { printable } from './printable.ts';
import { WIDTH } from './statement-lines.ts';
import { wrapList } from './wrap.ts';

/** The answer for a person, a paragraph for each principal. */
export function renderAccessText({ action, answers }: AskedAccess, color: boolean): string {
  const colors = pc.createColors(color);
  const paint: Readonly<Record<AccessDecision, (text: string) => string>> = {
    allowed: colors.green,
    explicitDeny: colors.red,
    implicitDeny: colors.red,
    unknown: colors.yellow,
  };
  return answers
    .map(({ answer, reason }) => {
      const { function: name, logicalId, decision, on } = answer;
      const isAny = decision !== 'allowed' && on.join() === '*';
      const about = printable(`${action} on ${isAny ? 'any resource' : on.join(', ')}`);
      const lines = wrapList([`${printable(reason)}${decision === 'allowed' ? ' (as far as this template shows)' : ''}`], WIDTH, '  ');
      return `${colors.bold(printable(name ?? logicalId))} ${about}\n${lines.map((line) => `${paint[decision](line)}\n`).join('')}`;
    })
    .join('');
}
