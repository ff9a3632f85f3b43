import { literalText, renderText } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { and, not, or, someAnswer } from './answer.ts';
import type { ArnPattern } from './arn.ts';
import { arnFromTokens, arnPattern, coversArn } from './arn.ts';
import type { Token } from './glob.ts';
import type { KernelCatalog } from './kernel.ts';
import type { PrincipalElement, PrincipalGroup, Statement, Value } from './model.ts';
import { namesAnother } from './other-resource.ts';
import type { Requester } from './request.ts';
import { accountOf, literalToken, requestedArn } from './request.ts';

/**
 * How a statement names the requester, the most direct way first. `account`: by its account or root user, which hands the decision to the
 * account's own identity policies; `anyone`: by `*`.
 */
export type Named = 'session' | 'identity' | 'anyone' | 'account';

export interface PrincipalMatch {
  readonly answer: Answer;
  /** The most direct way that is not certainly wrong; of a `NotPrincipal` that does not name the requester `anyone`. */
  readonly named: Named;
}

/** Whether `Principal` or `NotPrincipal` of a statement is about the requester; `undefined` for a statement without either. */
export function matchesPrincipal(catalog: KernelCatalog, statement: Statement, requester: Requester): PrincipalMatch | undefined {
  const { principal, notPrincipal } = statement;
  if (principal !== undefined) return matchesElement(catalog, principal, requester);
  if (notPrincipal === undefined) return undefined;
  return { answer: not(matchesElement(catalog, notPrincipal, requester).answer), named: 'anyone' };
}

const NO_MATCH: PrincipalMatch = { answer: 'no', named: 'anyone' };
const ORDER: readonly Named[] = ['session', 'identity', 'anyone', 'account'];

function matchesElement(catalog: KernelCatalog, element: PrincipalElement, requester: Requester): PrincipalMatch {
  const matches = element.groups.flatMap((group) =>
    group.values.map((value) => {
      const match = matchesValue(catalog, group, value, requester);
      return value.when.length === 0 ? match : { ...match, answer: and(match.answer, 'unknown') };
    }),
  );
  const all = element.complete ? matches : [...matches, { answer: 'unknown', named: 'anyone' } as const];
  const certain = all.filter(({ answer }) => answer === 'yes');
  const possible = certain.length > 0 ? certain : all.filter(({ answer }) => answer === 'unknown');
  const named = ORDER.find((way) => possible.some((match) => match.named === way)) ?? 'anyone';
  return { answer: someAnswer(all, ({ answer }) => answer), named };
}

function matchesValue(catalog: KernelCatalog, group: PrincipalGroup, value: Value, requester: Requester): PrincipalMatch {
  const written = literalText(value.text);
  const isAws = group.key === undefined || group.type === 'AWS';
  if (isAws && written === '*') return { answer: 'yes', named: 'anyone' };
  switch (requester.kind) {
    case 'service':
      return group.type === 'Service' ? sameText(written, requester.name) : NO_MATCH;
    case 'federated':
      return group.type === 'Federated' ? sameText(written ?? renderText(value.text), requester.provider) : NO_MATCH;
    case 'anonymous':
      return NO_MATCH;
    case 'user':
    case 'role':
      if (!isAws) return NO_MATCH;
      return requester.kind === 'role' && requester.pattern !== undefined
        ? matchesTemplateRole(catalog, value, { ...requester, pattern: requester.pattern })
        : matchesIdentity(catalog, value, requester);
  }
}

function sameText(written: string | undefined, asked: string): PrincipalMatch {
  return { answer: written === undefined ? 'unknown' : written === asked || written === '*' ? 'yes' : 'no', named: 'identity' };
}

/** A wildcard in a principal's ARN stands for itself: IAM takes none there. */
function matchesIdentity(catalog: KernelCatalog, value: Value, requester: Requester & { readonly arn: string }): PrincipalMatch {
  const account = accountOf(requester.arn);
  const written = literalText(value.text);
  if (written !== undefined) {
    const root = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(written)?.[1];
    if (root !== undefined) return { answer: root === account ? 'yes' : 'no', named: 'account' };
    if (written === requester.arn) return { answer: 'yes', named: 'identity' };
    return requester.kind === 'role' && written === requester.session ? { answer: 'yes', named: 'session' } : NO_MATCH;
  }
  const pattern = arnPattern(catalog, value.text);
  const candidates: readonly (readonly [string, Named])[] = [
    ...(requester.kind === 'role' && requester.session !== undefined ? [[requester.session, 'session'] as const] : []),
    [requester.arn, 'identity'],
    ...(account === undefined
      ? []
      : [[`${requester.arn.split(':').slice(0, 5).join(':')}:root`, 'account'] as const, [account, 'account'] as const]),
  ];
  const answers = candidates.map(([text, named]) => ({ answer: coversArn(pattern, requestedArn(text)), named }));
  const likely = answers.find(({ answer }) => answer === 'yes') ?? answers.find(({ answer }) => answer === 'unknown');
  return { answer: or(...answers.map(({ answer }) => answer)), named: likely?.named ?? 'anyone' };
}

interface TemplateRole {
  readonly arn: string;
  readonly pattern: ArnPattern;
}

/** The same of a role by what a template says of its ARN. */
function matchesTemplateRole(catalog: KernelCatalog, value: Value, { arn, pattern }: TemplateRole): PrincipalMatch {
  const written = literalText(value.text);
  const isNumber = written !== undefined && /^\d{12}$/.test(written);
  const named = written === undefined ? arnPattern(catalog, value.text) : requestedArn(isNumber ? rootOf(written, arn) : written);
  const ask = (candidate: ArnPattern, known: string | undefined): Answer => {
    const told = known === undefined ? 'unknown' : coversArn(named, requestedArn(known));
    if (told !== 'unknown') return told;
    return namesAnother(named, candidate) ? 'no' : coversArn(named, candidate);
  };
  const account = accountOf(arn);
  const [root, number] = account === undefined ? [] : [rootOf(account, arn), account];
  const answers: readonly { readonly answer: Answer; readonly named: Named }[] = [
    { answer: isSessionOf(named, arn) ? 'unknown' : 'no', named: 'session' },
    { answer: ask(pattern, arn === '' ? undefined : arn), named: 'identity' },
    { answer: ask(arnFromTokens(rootTokens(pattern)), root), named: 'account' },
    { answer: ask(arnFromTokens(pattern.parts?.account ?? []), number), named: 'account' },
  ];
  const likely = answers.find(({ answer }) => answer === 'yes') ?? answers.find(({ answer }) => answer === 'unknown');
  return { answer: or(...answers.map(({ answer }) => answer)), named: likely?.named ?? 'anyone' };
}

function rootOf(account: string, arn = ''): string {
  return `arn:${/^arn:([^:]*):/.exec(arn)?.[1] ?? 'aws'}:iam::${account}:root`;
}

function rootTokens({ parts }: ArnPattern): readonly Token[] {
  if (parts === undefined) return [{ kind: 'symbol', key: '#root', spans: true, wild: false }];
  return [literalToken('arn:'), ...parts.partition, literalToken(':iam::'), ...parts.account, literalToken(':root')];
}

/** Whether it names a session, of this role as far as its ARN is known. */
function isSessionOf({ text }: ArnPattern, arn: string): boolean {
  const role = /^arn:[^:]*:sts::[^:]*:assumed-role\/([^/]+)\//.exec(text)?.[1];
  if (role === undefined) return false;
  return arn === '' || role.includes('$') || arn.endsWith(`/${role}`);
}
