import { removeValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { PrincipalValue } from '../lint/principal.ts';
import { groupElement, isAnyone, isPermission, principalValues } from '../lint/principal.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { PrincipalElement } from '../policy/model.ts';
import { areCompatible, renderText } from '../template/text.ts';

export const redundantPrincipal: Rule = {
  id: 'redundant-principal',
  severity: 'information',
  summary: 'A principal is named twice, or another one of the statement covers it.',
  rationale: "It changes nothing: a session of a role beside the role itself, a name beside '*', the same name again.",
  alsoKnownAs: { 'access-analyzer': 'REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY' },
  examples: {
    incorrect: [
      { code: 'Effect: Allow\nPrincipal:\n  Service:\n    - lambda.amazonaws.com\n    - «lambda.amazonaws.com»\nAction: sts:AssumeRole' },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS:\n    - 'arn:aws:iam::111122223333:role/app'\n    - «'arn:aws:sts::111122223333:assumed-role/app/session'»\nAction: sts:AssumeRole",
      },
      {
        code: 'Effect: Allow\nPrincipal:\n  AWS: [!GetAtt Worker.Arn, «!Sub "${Worker.Arn}"»]\nAction: sts:AssumeRole',
        resources: 'Worker:\n  Type: AWS::IAM::Role',
      },
    ],
    correct: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: [lambda.amazonaws.com, edgelambda.amazonaws.com]\nAction: sts:AssumeRole' },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: ['arn:aws:iam::111122223333:role/app', 'arn:aws:sts::111122223333:assumed-role/other/session']\nAction: sts:AssumeRole",
      },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: [!If [Production, '111122223333', '444455556666'], !If [Production, '444455556666', '111122223333']]\nAction: sts:AssumeRole",
      },
    ],
  },
  kinds: ['trust', 'resource'],
  needs: 'principal',
  *statement(statement, context) {
    const { principal } = statement;
    if (principal === undefined || isPermission(context.policy)) return;
    const seen = new Map<string, PrincipalValue[]>();
    const values = principalValues(principal);
    const whole = new Map(values.flatMap((found) => (found.value.when.length === 0 ? [[found.written, found] as const] : [])));
    const anyone = values.find((found) => isAnyone(found) && found.value.when.length === 0);
    for (const found of values) {
      const key = keyOf(found);
      const earlier = seen.get(key);
      const same = earlier?.find(({ value }) => areCompatible(value.when, found.value.when));
      if (earlier === undefined) seen.set(key, [found]);
      else if (same === undefined) earlier.push(found);
      const role = roleOf(found.written);
      const own = role === undefined ? undefined : whole.get(role);
      const by = same ?? own ?? (anyone !== found && found.group.type === 'AWS' ? anyone : undefined);
      if (by !== undefined) yield report(found, by, same !== undefined, principal, context);
    }
  },
};

function keyOf({ group, value }: PrincipalValue): string {
  return `${group.type} ${renderText(value.text)}`;
}

/** The ARN of the role that a session is one of; a role with a path shows its sessions without it. */
function roleOf(written: string | undefined): string | undefined {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(written ?? '') ?? [];
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`;
}

function report(
  found: PrincipalValue,
  by: PrincipalValue,
  isSame: boolean,
  principal: PrincipalElement,
  context: StatementContext,
): Report {
  const { value, group } = found;
  const range = value.text.node.outer;
  const element = groupElement(principal, group);
  const source = context.sourceOf(range);
  const shown = quote(renderText(value.text));
  return {
    range,
    message: isSame ? `${shown} is named twice` : `${shown} is covered by ${quote(renderText(by.value.text))}`,
    related: [{ range: by.value.text.node.outer, message: isSame ? 'first named here' : 'covers it' }],
    unnecessary: true,
    fixes:
      isSame && element !== undefined
        ? [createFix('Remove it', 'equal', () => removeValues(source, element, [value]), { preferred: true, fixAll: false })]
        : [],
  };
}
