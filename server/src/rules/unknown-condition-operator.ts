import { renameKey } from '../edit/pairs.ts';
import { findPlace, isComputed } from '../lint/condition.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { CONDITION_OPERATORS, parseOperator } from '../policy/condition-operator.ts';

export const unknownConditionOperator: Rule = {
  id: 'unknown-condition-operator',
  severity: 'error',
  summary: 'A condition operator does not exist.',
  rationale: 'IAM rejects a policy with an operator that it does not know.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_CONDITION_OPERATOR', parliament: 'UNKNOWN_OPERATOR', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  «StringEqual»:\n    s3:prefix: public/",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  «ForAnyValues:StringLike»:\n    aws:CalledVia: athena.amazonaws.com',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  stringequalsifexists:\n    s3:prefix: public/",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  ForAnyValue:StringLikeIfExists:\n    aws:CalledVia: athena.amazonaws.com',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    const seen = new Set<unknown>();
    for (const entry of statement.condition?.entries ?? []) {
      const { operator } = entry;
      if (seen.has(operator) || isComputed(operator) || parseOperator(operator.value) !== undefined) continue;
      seen.add(operator);
      const meant = findMeant(operator.value);
      const source = context.sourceOf(operator.outer);
      yield {
        range: operator.outer,
        message: `There is no condition operator ${quote(operator.value)}${meant === undefined ? '' : `; did you mean '${meant}'?`}`,
        fixes: () =>
          meant === undefined
            ? []
            : [
                createFix(
                  `Change to '${meant}'`,
                  'widens',
                  () => {
                    const place = findPlace(statement, entry);
                    return place === undefined || place.condition.pairs.some(({ key }) => key.value === meant)
                      ? []
                      : renameKey(source, place.operatorPair, meant);
                  },
                  { preferred: true, fixAll: false },
                ),
              ],
      };
    }
  },
};

/** Names that other policy languages have for an operator. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    equals: 'StringEquals',
    notequals: 'StringNotEquals',
    like: 'StringLike',
    notlike: 'StringNotLike',
    stringequalignorecase: 'StringEqualsIgnoreCase',
    arn: 'ArnLike',
    ip: 'IpAddress',
    ipnotaddress: 'NotIpAddress',
    ipaddressnot: 'NotIpAddress',
    exists: 'Null',
    notnull: 'Null',
  }),
);

/** The operator that is nearest, its prefix and its suffix read by themselves. */
function findMeant(written: string): string | undefined {
  const [, prefix, base = '', suffix] = /^(?:(for[^:]*):+)?(.*?):?(if_?exists?)?$/i.exec(written.trim()) ?? [];
  const set = prefix === undefined ? undefined : findNearest(prefix, ['ForAllValues', 'ForAnyValue']);
  if (prefix !== undefined && set === undefined) return undefined;
  const name =
    ALIASES.get(base.toLowerCase()) ??
    findNearest(
      base,
      CONDITION_OPERATORS.map((operator) => operator.name),
    );
  return name && `${set === undefined ? '' : `${set}:`}${name}${suffix === undefined || name === 'Null' ? '' : 'IfExists'}`;
}
