import { isPermission } from '../lint/principal.ts';
import type { Rule } from '../lint/rule.ts';
import { shorten } from '../lint/text.ts';
import type { PrincipalElement } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { isList } from '../template/branches.ts';

export const emptyPrincipal: Rule = {
  id: 'empty-principal',
  severity: 'warning',
  summary: 'A Principal names nobody: an empty list or an empty mapping.',
  rationale: 'The statement is about nobody, so it allows and denies nothing; most services reject such a policy.',
  alsoKnownAs: { 'access-analyzer': ['EMPTY_ARRAY_PRINCIPAL', 'EMPTY_OBJECT_PRINCIPAL'] },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal: «{}»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'resource' },
      { code: 'Effect: Allow\nPrincipal:\n  AWS: «[]»\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: 'Effect: Allow\nPrincipal:\n  AWS: «[]»\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
        kind: 'resource',
      },
    ],
    correct: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: ['111122223333']\nAction: sts:AssumeRole", kind: 'trust' },
      { code: 'Effect: Allow\nPrincipal:\n  AWS: !Ref Accounts\nAction: sts:AssumeRole', kind: 'trust' },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint'],
  *statement(statement, { policy }) {
    if (isPermission(policy)) return;
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element === undefined) continue;
      for (const { range, what } of findEmpty(element)) yield { range, message: `${what} of ${element.key.value} names nobody` };
    }
  },
};

function* findEmpty({ pair, groups }: PrincipalElement): Generator<{ readonly range: Range; readonly what: string }> {
  const { value } = pair;
  if (value.kind !== 'scalar' && value.tag === undefined && isEmpty(value)) {
    yield { range: value.outer, what: `The empty ${value.kind === 'mapping' ? 'mapping' : 'list'}` };
    return;
  }
  for (const { type, key } of groups) {
    const list = findPair(value, type);
    if (list !== undefined && list.key === key && isList(list.value) && isEmpty(list.value)) {
      yield { range: list.value.outer, what: `The empty list ${shorten(type)}` };
    }
  }
}

function isEmpty(node: PrincipalElement['pair']['value']): boolean {
  return node.kind === 'mapping' ? node.pairs.length === 0 : node.kind === 'sequence' && node.items.length === 0;
}
