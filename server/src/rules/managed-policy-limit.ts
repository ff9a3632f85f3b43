import type { ManagedUse } from '../grants/model.ts';
import type { Rule } from '../lint/rule.ts';

/** Names that no catalogue needs to know. */
const TEN = Array.from({ length: 10 }, (_, i) => `        - arn:aws:iam::111122223333:policy/team-${i}`).join('\n');
const role = (policies: string): string =>
  `Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n${policies}\n`;

export const managedPolicyLimit: Rule = {
  id: 'managed-policy-limit',
  severity: 'warning',
  summary: 'More managed policies are attached to a role than an account admits without asking.',
  rationale: 'A role may have 10 managed policies; AWS raises that on request, account by account. Where it was not, the deployment fails.',
  examples: {
    incorrect: [{ form: 'template', code: role(`${TEN}\n        - «arn:aws:iam::111122223333:policy/team-10»`) }],
    correct: [
      { form: 'template', code: role(TEN) },
      { form: 'template', code: role(`${TEN}\n        - !If [IsLarge, arn:aws:iam::111122223333:policy/team-10, !Ref AWS::NoValue]`) },
    ],
  },
  principals: ['role'],
  *principal(principal) {
    // Those of a branch may be there with those of none other.
    const managed = principal.managed.filter(({ when }) => when.length === 0);
    const seen = new Map<string, ManagedUse>(managed.map((use) => [use.text, use]));
    const over = [...seen.values()][LIMIT];
    if (over === undefined) return;
    yield {
      range: over.range,
      message: `The role has ${seen.size} managed policies; without a raised quota it may have ${LIMIT}`,
    };
  },
};

/** IAM and STS quotas, "Managed policies attached to an IAM role", 2026-11. */
const LIMIT = 10;
