import type { PrincipalGroup, Statement } from '../policy/model.ts';
import { literalText, renderText } from '../template/text.ts';
import type { Caller } from './caller.ts';
import type { ResourcePolicy } from './model.ts';

/**
 * Whom a policy of a function lets invoke it; of the policy of anything else nobody. What a framework writes for an event is left out: the event is a
 * caller itself.
 */
export function permittedCallers({ on, policy, origin, when }: ResourcePolicy): readonly Caller[] {
  // What SAM makes of a function's events and of its URL is said by these themselves.
  if (origin.kind === 'framework' && policy.source.owner.name === on.logicalId) return [];
  if (origin.kind === 'framework' || on.type === undefined || !/^AWS::(?:Lambda|Serverless)::Function$/.test(on.type)) return [];
  return policy.statements.filter(isInvocation).flatMap((statement) =>
    (statement.principal?.groups ?? []).flatMap((group) =>
      group.values.map(({ text }): Caller => {
        const through = limitOf(statement);
        const who = isAnyone(group, literalText(text)) ? 'everybody' : renderText(text);
        return { kind: 'permission', who, ...(through === undefined ? {} : { through }), range: origin.range, when };
      }),
    ),
  );
}

/** An Allow of an action that invokes; an action that is not literal may. */
function isInvocation({ effect, action }: Statement): boolean {
  const isAllow = effect?.values.every(({ text }) => literalText(text) !== 'Deny') ?? false;
  const actions = action?.values.map(({ text }) => literalText(text)?.toLowerCase()) ?? [];
  return (
    isAllow && actions.some((name) => name === undefined || name === '*' || name.startsWith('lambda:*') || name.startsWith('lambda:invoke'))
  );
}

function isAnyone({ key, type }: PrincipalGroup, written: string | undefined): boolean {
  return written === '*' && (key === undefined || type === 'AWS');
}

/** Conditions that say for whom, the narrowest first. */
const LIMITS: readonly string[] = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalorgid',
  'aws:principalaccount',
  'lambda:eventsourcetoken',
];

function limitOf({ condition }: Statement): string | undefined {
  const entries = condition?.entries ?? [];
  for (const limit of LIMITS) {
    const values = entries.find(({ key }) => key.value.toLowerCase() === limit)?.values ?? [];
    if (values.length > 0) return values.map(({ text }) => renderText(text)).join(', ');
  }
  return undefined;
}
