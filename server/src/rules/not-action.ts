import { describeOpenRoles, findNotActionFixes } from '../lint/risk-not.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf, literalsOf } from '../lint/statement.ts';
import { formatNumber } from '../lint/text.ts';
import { countActions } from '../policy/action-set.ts';
import { actionWordsOf, matchedActions } from '../policy/action-words.ts';
import { always } from '../policy/grant.ts';

export const notAction: Rule = {
  id: 'not-action',
  severity: 'warning',
  summary: 'An Allow statement grants every action but some, with NotAction.',
  rationale:
    'What is not named is allowed: every other action of every service, and each that AWS adds later. NotAction is meant for Deny, where it says what alone is left.',
  alsoKnownAs: {
    'access-analyzer': [
      'PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE',
      'PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
      'CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE',
      'CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
    ],
    cloudsplaining: 'NotAction',
    cfn_nag: ['W14', 'W15', 'W16', 'W17', 'W18', 'W19', 'W20'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\n«NotAction»: iam:*\nResource: '*'" },
      {
        code: 'Effect: Allow\n«NotAction»: s3:DeleteObject\nResource: !Sub ${Reports.Arn}/*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Deny\nNotAction: [iam:ChangePassword, iam:GetUser]\nResource: '*'" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  kinds: ['identity', 'resource', 'trust'],
  needs: 'notAction',
  *statement(statement, context) {
    const element = statement.notAction;
    if (effectOf(statement) !== 'Allow' || element === undefined || statement.action !== undefined) return;
    const { exact } = literalsOf(element);
    const matched = matchedActions(context.catalog, actionWordsOf(context.catalog, statement, always));
    const which = exact ? `the other ${formatNumber(countActions(matched))} actions` : 'every action but those named';
    yield {
      range: element.key.outer,
      message: `NotAction allows ${which}${exact ? describeOpenRoles(statement, matched, context) : ''}`,
      ...(statement.condition === undefined ? {} : { severity: 'information' }),
      fixes: () => (exact ? findNotActionFixes(statement, element, matched, context) : []),
    };
  },
};
