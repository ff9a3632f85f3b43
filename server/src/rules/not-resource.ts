import { describeOpenRoles, findNotResourceFixes } from '../lint/risk-not.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { actionWordsOf, matchedActions } from '../policy/action-words.ts';
import { always } from '../policy/grant.ts';

export const notResource: Rule = {
  id: 'not-resource',
  severity: 'warning',
  summary: 'An Allow statement grants its actions on every resource but some, with NotResource.',
  rationale:
    'What is not named is allowed: every other resource of the account, those of other applications and those made later too. NotResource is meant for Deny, where it says what alone is left.',
  alsoKnownAs: {
    'access-analyzer': [
      'PASS_ROLE_WITH_NOT_RESOURCE',
      'PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
      'CREATE_SLR_WITH_NOT_RESOURCE',
      'CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
    ],
    parliament: 'NOTRESOURCE_WITH_ALLOW',
    cfn_nag: ['W21', 'W22', 'W23'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\n«NotResource»: 'arn:aws:s3:::secrets/*'" },
      { code: 'Effect: Allow\nAction: iam:PassRole\n«NotResource»: !GetAtt Admin.Arn', resources: 'Admin:\n  Type: AWS::IAM::Role' },
    ],
    correct: [
      { code: "Effect: Deny\nAction: s3:*\nNotResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  kinds: ['identity', 'resource'],
  needs: 'notResource',
  *statement(statement, context) {
    const element = statement.notResource;
    // An Allow that leaves both open is one problem: not-action reports it.
    if (effectOf(statement) !== 'Allow' || element === undefined || statement.resource !== undefined || statement.action === undefined)
      return;
    const matched = matchedActions(context.catalog, actionWordsOf(context.catalog, statement, always));
    yield {
      range: element.key.outer,
      message: `NotResource allows every resource but the ${element.values.length === 1 ? 'one' : element.values.length} named${describeOpenRoles(statement, matched, context)}`,
      ...(statement.condition === undefined ? {} : { severity: 'information' }),
      fixes: () => findNotResourceFixes(statement, matched, context),
    };
  },
};
