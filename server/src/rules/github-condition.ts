import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import { conditionsOn, hasUnreadCondition, principalValues, providerOf } from '../lint/principal.ts';
import { isGitHub } from '../lint/principal-trust.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { ConditionEntry, Statement } from '../policy/model.ts';
import { renderText } from '../template/text.ts';

export const githubCondition: Rule = {
  id: 'github-condition',
  severity: 'warning',
  summary: 'A role trusts GitHub Actions without naming the repository, or any branch of it.',
  rationale:
    'Every workflow of every repository on GitHub can have a token of this provider. A condition on :sub limits the role to one repository, and better to one branch or environment of it.',
  alsoKnownAs: {
    'access-analyzer': ['MISSING_GITHUB_REPO_CONDITION_KEY', 'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED'],
    checkov: 'CKV_AWS_358',
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: «'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'»\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    token.actions.githubusercontent.com:aud: sts.amazonaws.com",
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: !Ref GitHub\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringLike:\n    token.actions.githubusercontent.com:sub: «'repo:our-org/*'»",
        resources: 'GitHub:\n  Type: AWS::IAM::OIDCProvider\n  Properties:\n    Url: https://token.actions.githubusercontent.com',
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: !Sub 'arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com'\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringLike:\n    token.actions.githubusercontent.com:sub: «!Sub 'repo:${Repository}:*'»",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    token.actions.githubusercontent.com:sub: 'repo:our-org/app:ref:refs/heads/main'",
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringLike:\n    token.actions.githubusercontent.com:sub: !Ref Subject",
      },
    ],
  },
  kinds: ['trust'],
  needs: 'principal',
  *statement(statement, context) {
    if (effectOf(statement) !== 'Allow' || hasUnreadCondition(statement)) return;
    const trusted = principalValues(statement.principal).find(({ group, value }) => {
      if (group.type !== 'Federated') return false;
      const provider = providerOf(value.text, (logicalId) => context.template.scope.resources.get(logicalId)?.properties);
      return provider.kind === 'oidc' && isGitHub(provider.host);
    });
    if (trusted === undefined) return;
    const claims = conditionsOn(statement, (key) => REPOSITORY_CLAIM.test(key) || key.includes('${'));
    if (claims.length === 0) {
      yield {
        range: trusted.value.text.node.outer,
        message: 'Every workflow on GitHub can assume the role; a condition on the claim :sub names the repository',
        fixes: () => findFixes(statement, context),
      };
    } else if (conditionsOn(statement, (key) => NARROWER_CLAIM.test(key)).length === 0) {
      for (const entry of claims) yield* checkSubject(entry);
    }
  },
};

/** Claims of GitHub's tokens that name the repository, its owner or a workflow in it. */
const REPOSITORY_CLAIM =
  /^token\.actions\.githubusercontent\.com(?:\/.*)?:(?:sub|job_workflow_ref|workflow_ref|repository|repository_id|repository_owner|repository_owner_id)$/;

/** Claims that name a branch, an environment or a workflow. */
const NARROWER_CLAIM = /^token\.actions\.githubusercontent\.com(?:\/.*)?:(?:ref|environment|job_workflow_ref|workflow_ref)$/;

/** A subject is written `repo:OWNER/NAME:WHAT`. A symbol is taken for a name without a wildcard. */
function* checkSubject({ operator, key, values }: ConditionEntry): Generator<Report> {
  if (!/Like(?:IfExists)?$/i.test(operator.value) || /Not/i.test(operator.value) || !key.value.toLowerCase().endsWith(':sub')) return;
  for (const { text } of values) {
    const written = text.parts.map((part) => (part.kind === 'literal' ? part.text : 'x')).join('');
    if (!written.includes('*')) continue;
    const [, repository = '', rest = ''] = written.split(':');
    const isWide = repository === '' || !written.startsWith('repo:') || repository.includes('*');
    if (!isWide && !rest.startsWith('*')) continue;
    yield {
      range: text.node.outer,
      ...(isWide ? {} : { severity: 'information' as const }),
      message: `${quote(renderText(text))} is ${isWide ? 'more than one repository' : 'every branch, tag and pull request of the repository'}`,
    };
  }
}

const SUBJECT = 'repo:OWNER/NAME:ref:refs/heads/BRANCH';

function findFixes(statement: Statement, context: StatementContext): readonly Fix[] {
  const source = context.sourceOf(statement.range);
  return [
    createFix(
      `Add a condition on :sub, ${SUBJECT} to be filled in`,
      'narrows',
      () =>
        insertCondition(source, statement, 'StringEquals', 'token.actions.githubusercontent.com:sub', [
          {
            kind: 'literal',
            text: SUBJECT,
          },
        ]),
      { preferred: true, fixAll: false },
    ),
  ];
}
