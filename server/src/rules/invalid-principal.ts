import type { NewValue } from '../edit/edit.ts';
import { newValueOf } from '../edit/new-values.ts';
import { renameKey } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { groupElement, isPermission, soleSymbol } from '../lint/principal.ts';
import { replacePrincipal } from '../lint/principal-fixes.ts';
import { findPrincipalProblem, keyOf, PRINCIPAL_KEYS } from '../lint/principal-format.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { PrincipalElement, PrincipalGroup, Value } from '../policy/model.ts';
import { findPair } from '../syntax/node.ts';
import { isStatementElement } from '../template/elements.ts';
import { literalText } from '../template/text.ts';

export const invalidPrincipal: Rule = {
  id: 'invalid-principal',
  severity: 'error',
  summary: 'A Principal is not written as one: no mapping, a key that there is not, a value that belongs elsewhere or is none.',
  rationale:
    'The whole policy is rejected when the template is deployed. What shows as AROA… or AIDA… was deleted, and the statement is about nobody.',
  alsoKnownAs: {
    'access-analyzer': ['INVALID_PRINCIPAL_FORMAT', 'INVALID_PRINCIPAL_KEY', 'INVALID_ROLE_REFERENCE', 'INVALID_USER_REFERENCE'],
    parliament: 'UNKNOWN_PRINCIPAL',
    'cfn-lint': ['E3512', 'E3530'],
  },
  examples: {
    incorrect: [
      { code: 'Effect: Allow\nPrincipal: «lambda.amazonaws.com»\nAction: sts:AssumeRole', kind: 'trust' },
      { code: 'Effect: Allow\nPrincipal:\n  «Services»: lambda.amazonaws.com\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: «'arn:aws:iam::111122223333:group/admins'»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
        kind: 'resource',
      },
      {
        code: 'Effect: Allow\nPrincipal:\n  Service: «!GetAtt Worker.Arn»\nAction: sts:AssumeRole',
        resources: 'Worker:\n  Type: AWS::IAM::Role',
        kind: 'trust',
      },
    ],
    correct: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: 'Effect: Allow\nPrincipal:\n  AWS: !GetAtt Worker.Arn\nAction: sts:AssumeRole',
        resources: 'Worker:\n  Type: AWS::IAM::Role',
        kind: 'trust',
      },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: ['111122223333', !Sub 'arn:aws:iam::${AWS::AccountId}:root', !Ref Trusted]\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'",
        kind: 'resource',
      },
    ],
  },
  kinds: ['trust', 'resource', 'endpoint'],
  *statement(statement, context) {
    if (isPermission(context.policy)) return;
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element === undefined) continue;
      for (const group of element.groups)
        yield* group.key === undefined ? checkBare(element, group, context) : checkGroup(element, group, context);
    }
  },
};

/** `Principal` without keys: only `*` is one. */
function* checkBare(element: PrincipalElement, { values }: PrincipalGroup, context: StatementContext): Generator<Report> {
  const { value: node } = element.pair;
  if (node.kind === 'sequence' && node.tag === undefined) {
    yield { range: node.outer, message: `${element.key.value} is '*' or a mapping such as AWS: …, not a list` };
    return;
  }
  for (const value of values) {
    const written = literalText(value.text);
    const isRole = /^AWS::IAM::(?:Role|User)$/.test(soleSymbol(value.text)?.resourceType ?? '');
    if (written === '*' || (written === undefined && !isRole)) continue;
    const key = isRole ? 'AWS' : keyOf(written ?? '');
    const source = context.sourceOf(value.text.node.outer);
    const moved: NewValue | undefined = newValueOf(value.text.node, value.text);
    const isMovable = key !== undefined && key !== 'CanonicalUser' && moved !== undefined && value.node === node;
    yield {
      range: value.text.node.outer,
      message: `${element.key.value} is '*' or a mapping such as ${key ?? 'AWS'}: …${written === undefined ? '' : `, not ${quote(written)}`}`,
      fixes: isMovable
        ? [
            createFix(`Put it under ${key}`, 'widens', () => replacePrincipal(source, element, { type: key, value: moved }), {
              preferred: true,
              fixAll: false,
            }),
          ]
        : [],
    };
  }
}

function* checkGroup(element: PrincipalElement, group: PrincipalGroup, context: StatementContext): Generator<Report> {
  const key = PRINCIPAL_KEYS.find((name) => name === group.type);
  if (key === undefined) {
    yield* checkKey(element, group, context);
    return;
  }
  for (const value of group.values) {
    const problem = findPrincipalProblem(value.text, key);
    if (problem === undefined) continue;
    const { message, deleted, attribute } = problem;
    yield {
      range: value.text.node.outer,
      message,
      ...(deleted === true ? { severity: 'warning' as const } : {}),
      fixes: [
        ...(problem.key === undefined ? [] : moveFixes(element, group, problem.key, context)),
        ...(attribute === undefined ? [] : attributeFixes(value, attribute, context)),
      ],
    };
  }
}

function* checkKey(element: PrincipalElement, group: PrincipalGroup, context: StatementContext): Generator<Report> {
  const { type, key } = group;
  if (key === undefined || type.includes('${')) return;
  const meant = PRINCIPAL_KEYS.find((name) => name === findNearest(type, PRINCIPAL_KEYS));
  // An element that stands one level too deep is the usual slip.
  const isElement = isStatementElement(type);
  const there = isElement ? '; it is an element of the statement' : `; there are ${PRINCIPAL_KEYS.join(', ')}`;
  const hint = meant === undefined ? there : `; did you mean ${quote(meant)}?`;
  yield {
    range: key.outer,
    message: `${quote(type)} is no kind of principal${hint}`,
    ...(type === '*' ? { severity: 'warning' as const } : {}),
    fixes: meant === undefined ? [] : moveFixes(element, group, meant, context),
  };
}

/** Another key for the values under one: for all of them where the key is none, else for the only one. */
function moveFixes(element: PrincipalElement, group: PrincipalGroup, key: string, context: StatementContext): readonly Fix[] {
  const found = groupElement(element, group);
  const isKnown = PRINCIPAL_KEYS.some((name) => name === group.type);
  if (found === undefined || (isKnown && group.values.length > 1) || findPair(element.pair.value, key) !== undefined) return [];
  const source = context.sourceOf(found.key.range);
  return [
    createFix(`Rename ${group.type} to ${key}`, 'widens', () => renameKey(source, found.pair, key), { preferred: true, fixAll: false }),
  ];
}

function attributeFixes(value: Value, attribute: string, context: StatementContext): readonly Fix[] {
  const logicalId = soleSymbol(value.text)?.name;
  if (logicalId === undefined) return [];
  const source = context.sourceOf(value.text.node.outer);
  return [
    createFix(
      `Change to !GetAtt ${logicalId}.${attribute}`,
      'widens',
      () => replaceValue(source, value, { kind: 'getAtt', logicalId, attribute }),
      {
        preferred: true,
        fixAll: false,
      },
    ),
  ];
}
