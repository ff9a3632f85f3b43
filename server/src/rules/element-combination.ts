import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
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
  statement(statement, context) {
    return reportEach(combinations(statement), ([named, other]) => {
      const [first, second] = inOrder(named, other);
      const source = context.sourceOf(statement.range);
      const remove = (element: Both) =>
        createFix(`Remove ${element.key.value}`, 'widens', () => removePair(source, statement.node, element.pair));
      return {
        range: second.key.range,
        message: `${second.key.value} cannot stand beside ${first.key.value}`,
        related: [{ range: first.key.range, message: `${first.key.value} is here` }],
        fixes: [remove(second), remove(first)],
      };
    });
  },
};

type Both = Element | PrincipalElement;

function combinations(statement: Statement): readonly (readonly [Both, Both])[] {
  const { action, notAction, resource, notResource, principal, notPrincipal } = statement;
  const found: (readonly [Both, Both])[] = [];
  if (action !== undefined && notAction !== undefined) found.push([action, notAction]);
  if (resource !== undefined && notResource !== undefined) found.push([resource, notResource]);
  if (principal !== undefined && notPrincipal !== undefined) found.push([principal, notPrincipal]);
  return found;
}

function inOrder(left: Both, right: Both): readonly [Both, Both] {
  return left.key.range.start <= right.key.range.start ? [left, right] : [right, left];
}
