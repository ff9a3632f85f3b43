import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { principalValues } from '../lint/principal.ts';
import { replaceByAnyone } from '../lint/principal-fixes.ts';
import { isRcpService } from '../lint/principal-rcp.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf, isMisspelt, literalsOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const rcpElement: Rule = {
  id: 'rcp-element',
  severity: 'error',
  summary:
    'A resource control policy has what it may not have: an Allow, a principal other than everybody, NotAction, a service that it does not reach.',
  rationale: 'AWS Organizations rejects the policy: it denies everybody under conditions, and actions of some services only.',
  alsoKnownAs: {
    'access-analyzer': ['RCP_SYNTAX_ERROR_PRINCIPAL', 'RCP_SYNTAX_ERROR_ALLOW', 'RCP_SYNTAX_ERROR_NOTACTION', 'RCP_SYNTAX_ERROR_ACTION'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Deny\n«Principal»:\n  AWS: '111122223333'\nAction: s3:*\nResource: '*'" },
      { code: "«Effect»: Deny\nAction: s3:*\nResource: '*'" },
      { code: "Effect: «Allow»\nPrincipal: '*'\nAction: s3:GetObject\nResource: '*'" },
      { code: "Effect: Deny\nPrincipal: '*'\n«NotAction»: s3:GetObject\nResource: '*'" },
      { code: "Effect: Deny\nPrincipal: '*'\nAction: [s3:*, «ec2:RunInstances»]\nResource: !Sub 'arn:aws:s3:::${Name}/*'" },
    ],
    correct: [
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: [s3:*, sqs:*]\nResource: '*'\nCondition:\n  BoolIfExists:\n    aws:SecureTransport: 'false'",
      },
      { code: "Effect: Allow\nPrincipal: '*'\nAction: '*'\nResource: '*'" },
      { code: "Effect: Deny\nAction: ec2:RunInstances\nResource: '*'", kind: 'scp' },
    ],
  },
  kinds: ['rcp'],
  *statement(statement, context) {
    yield* checkPrincipal(statement, context);
    const [effect] = statement.effect?.values ?? [];
    if (effectOf(statement) === 'Allow' && effect !== undefined && !isFullAccess(statement)) {
      yield {
        range: effect.text.node.outer,
        message: "A resource control policy denies; the only Allow there is, of everything to everybody, is AWS's own",
      };
    }
    if (statement.notAction !== undefined) {
      yield {
        range: statement.notAction.key.range,
        message: 'A resource control policy takes no NotAction; name in Action what is denied',
      };
    }
    for (const { text } of statement.action?.values ?? []) {
      const prefix = /^([\w-]+):/.exec(literalText(text) ?? '')?.[1];
      if (prefix === undefined || isRcpService(prefix) || context.catalog.service(prefix) === undefined) continue;
      yield {
        range: text.node.outer,
        severity: 'warning',
        message: `Resource control policies are not known to reach the service ${quote(prefix)}`,
      };
    }
  },
};

function* checkPrincipal(statement: Statement, context: StatementContext): Generator<Report> {
  const { principal, notPrincipal } = statement;
  if (notPrincipal !== undefined) {
    const source = context.sourceOf(notPrincipal.key.range);
    yield {
      range: notPrincipal.key.range,
      message: "A resource control policy takes no NotPrincipal; its Principal is '*', and conditions say who is meant",
      fixes:
        principal === undefined
          ? []
          : [createFix('Remove NotPrincipal', 'widens', () => removePair(source, statement.node, notPrincipal.pair), { fixAll: false })],
    };
    return;
  }
  if (principal === undefined) {
    if (!statement.complete || isMisspelt(statement, ['Principal'])) return;
    yield {
      range: (statement.effect?.key ?? statement.node.pairs[0]?.key)?.range ?? statement.range,
      message: "A statement of a resource control policy has the Principal '*'",
    };
    return;
  }
  const values = principalValues(principal);
  const isUnknown =
    !principal.complete || (values.length > 0 && values.every(({ group, written }) => group.key === undefined && (written ?? '*') === '*'));
  if (isUnknown) return;
  const source = context.sourceOf(principal.key.range);
  yield {
    range: principal.key.range,
    message: "The Principal of a resource control policy is '*'; conditions say who is meant",
    fixes: [createFix("Change to '*'", 'widens', () => replaceByAnyone(source, principal), { preferred: true, fixAll: false })],
  };
}

/** The one Allow that there is, as AWS writes it. */
function isFullAccess(statement: Statement): boolean {
  const isStar = (texts: readonly string[]): boolean => texts.length === 1 && texts[0] === '*';
  return isStar(literalsOf(statement.action).texts) && isStar(literalsOf(statement.resource).texts) && statement.condition === undefined;
}
