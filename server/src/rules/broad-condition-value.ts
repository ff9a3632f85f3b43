import { readConditions } from '../lint/condition.ts';
import { namesOwner } from '../lint/condition-facts.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Text } from '../template/text.ts';
import { renderText } from '../template/text.ts';

export const broadConditionValue: Rule = {
  id: 'broad-condition-value',
  severity: 'warning',
  summary: 'A condition that says whose request or resource it is has a wildcard or a variable where that should stand.',
  rationale: 'Fewer than six letters or digits before the wildcard do not tell one account, organization or VPC from another.',
  alsoKnownAs: { 'access-analyzer': ['WILDCARD_USAGE_TOO_PERMISSIVE', 'VARIABLE_USAGE_TOO_PERMISSIVE'] },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    aws:PrincipalOrgID: «o-*»",
      },
      {
        code: "Effect: Allow\nAction: sns:Publish\nResource: !Ref Alarms\nCondition:\n  StringLike:\n    aws:SourceAccount: [!Ref AWS::AccountId, «'11*'»]",
        resources: 'Alarms:\n  Type: AWS::SNS::Topic',
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:PrincipalOrgID: «!Sub '${!aws:ResourceTag/organization}'»",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  ForAnyValue:StringLike:\n    aws:PrincipalOrgPaths: o-a1b2c3d4e5/*",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:ResourceAccount: '${aws:PrincipalAccount}'",
      },
      {
        code: "Effect: Allow\nAction: sns:Publish\nResource: !Ref Alarms\nCondition:\n  StringLike:\n    aws:SourceAccount: !Ref AWS::AccountId\n    aws:PrincipalTag/team: '*'",
        resources: 'Alarms:\n  Type: AWS::SNS::Topic',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const { entry, operator, name } of readConditions(statement, context.catalog)) {
      if (!namesOwner(name) || operator.type !== 'String') continue;
      // Who is let in by it: an Allow of what matches, a Deny of what does not.
      if (effectOf(statement) !== (operator.negated ? 'Deny' : 'Allow')) continue;
      for (const { text } of entry.values) {
        const wild = findWild(text, operator.patterns);
        if (wild === undefined) continue;
        yield {
          range: text.node.outer,
          message: `The ${wild} in ${quote(renderText(text))} lets in any ${entry.key.value.replace(/^aws:/i, '')} that begins so; write it out`,
        };
      }
    }
  },
};

/** Letters and digits that must stand before what is open (AWS's check of the same). */
const LEAST = 6;

/** A key of the same request that says the same of the other side is no hole: `${aws:PrincipalAccount}` for the resource's account. */
const OWNER_VARIABLE = /^\$\{\s*aws:(?:Principal|Resource)(?:Account|OrgID|OrgPaths)\s*\}/i;

function findWild({ parts }: Text, patterns: boolean): 'wildcard' | 'variable' | undefined {
  const [first] = parts;
  // A symbol may be any text, and is one's own.
  if (first?.kind !== 'literal') return undefined;
  if (OWNER_VARIABLE.test(first.text)) return undefined;
  const [, before = '', open] = /^(.*?)(\$\{[^}*?$]|[*?])/.exec(first.text.replace(/\$\{[*?$]\}/g, 'x')) ?? [];
  if (open === undefined || before.length >= LEAST) return undefined;
  if (open.startsWith('$')) return 'variable';
  return patterns ? 'wildcard' : undefined;
}
