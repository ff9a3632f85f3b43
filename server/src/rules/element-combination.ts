import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import type { Element, PrincipalElement, Statement } from '../policy/model.ts';

export const elementCombination: Rule = {
  id: 'element-combination',
  severity: 'error',
  summary: 'A statement has both Action and NotAction, Resource and NotResource, or Principal and NotPrincipal.',
  rationale: 'IAM rejects the policy: a statement names what it is about, or what it is not about.',
  alsoKnownAs: { 'access-analyzer': 'UNSUPPORTED_ELEMENT_COMBINATION', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\n«NotAction»: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\n«NotResource»: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Deny\nNotAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nAction: s3:GetObject\nNotResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  *statement(statement, context) {
    for (const [named, other] of combinations(statement)) {
      if (named === undefined || other === undefined) continue;
      const [first, second] = inOrder(named, other);
      const source = context.sourceOf(statement.range);
      const remove = (element: Both) =>
        createFix(`Remove ${element.key.value}`, 'widens', () => removePair(source, statement.node, element.pair));
      yield {
        range: second.key.range,
        message: `${second.key.value} cannot stand beside ${first.key.value}`,
        related: [{ range: first.key.range, message: `${first.key.value} is here` }],
        fixes: [remove(second), remove(first)],
      };
    }
  },
};

type Both = Element | PrincipalElement;

function combinations(statement: Statement): readonly (readonly [Both | undefined, Both | undefined])[] {
  return [
    [statement.action, statement.notAction],
    [statement.resource, statement.notResource],
    [statement.principal, statement.notPrincipal],
  ];
}

function inOrder(left: Both, right: Both): readonly [Both, Both] {
  return left.key.range.start <= right.key.range.start ? [left, right] : [right, left];
}
