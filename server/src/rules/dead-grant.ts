import { removeStatement } from '../edit/statements.ts';
import { removeValues } from '../edit/values.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { GrantedPolicy, Principal } from '../grants/model.ts';
import type { Cut } from '../lint/dead-grants.ts';
import { deadValues, findCuts, findStatementCuts } from '../lint/dead-grants.ts';
import { createFix } from '../lint/fix.ts';
import { isWritten, nameOrigin } from '../lint/granted.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { count, listNames, quote } from '../lint/text.ts';
import { actionIndices, countActions } from '../policy/action-set.ts';
import type { Policy, Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const deadGrant: Rule = {
  id: 'dead-grant',
  severity: 'warning',
  summary: 'A permissions boundary cuts off what a statement allows.',
  rationale:
    'A role may do only what its policies and its permissions boundary both allow. What the boundary lacks is denied at run time, however the statement reads. Reported are whole statements and actions of which nothing is left, where the document of the boundary is in the template or the catalogue; of managed policies of AWS, which a boundary is there to cut, only those of which nothing is left.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: ['s3:*', 'logs:*']\n            Resource: '*'\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: [s3:GetObject, «dynamodb:GetItem»]\n                Resource: '*'",
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: arn:aws:iam::aws:policy/AWSLambdaExecute\n      Policies:\n        - Version: '2012-10-17'\n          Statement:\n            - «Effect: Allow\n              Action: sns:Publish\n              Resource: !Ref Alarms»\n  Alarms:\n    Type: AWS::SNS::Topic",
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nresources:\n  Resources:\n    Worker:\n      Type: AWS::IAM::Role\n      Properties:\n        PermissionsBoundary: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\n        Policies:\n          - PolicyName: own\n            PolicyDocument:\n              Statement:\n                - Effect: Allow\n                  Action:\n                    - s3:GetObject\n                    - «s3:PutObject»\n                  Resource: arn:aws:s3:::reports/*',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: s3:*\n                Resource: arn:aws:s3:::reports/*',
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nParameters:\n  Limits: { Type: String }\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: sns:Publish\n              Resource: '*'",
      },
    ],
  },
  principals: ['role'],
  *principal(principal, context) {
    if (principal.boundaries.length === 0) return;
    const access = effectiveAccess(context.catalog, principal);
    const by = nameBoundaries(principal);
    for (const [granted, cut] of findCuts(context.catalog, access)) {
      if (!isWritten(granted)) yield* reportBrought(granted, cut, by, context);
      else
        for (const [statement, own] of findStatementCuts(context.catalog, access, granted))
          yield* reportStatement({ granted, statement, cut: own, by: `${by}${forWhom(granted, principal)}` }, context);
    }
  },
};

interface DeadStatement {
  readonly granted: GrantedPolicy;
  readonly statement: Statement;
  readonly cut: Cut;
  readonly by: string;
}

function* reportStatement({ granted, statement, cut, by }: DeadStatement, context: RuleContext): Generator<Report> {
  const { policy, origin } = granted;
  // Others than this principal may have what another resource attaches.
  const isOwn = origin.kind === 'inline' || origin.kind === 'provider';
  if (cut.whole) {
    const fixes = (): readonly Fix[] => (isOwn ? findRemoval(policy, statement, context) : []);
    yield { range: statement.node.outer, message: `${by} cuts off all that this statement allows`, fixes };
    return;
  }
  const dead = deadValues(context.catalog, statement, cut);
  const [first, ...others] = dead;
  if (first === undefined) return;
  yield {
    range: first.text.node.outer,
    message: `${by} cuts off ${listNames(dead.map(shown), 2, 70)}; ${count(countActions(cut.left), 'action')} of this statement ${countActions(cut.left) === 1 ? 'remains' : 'remain'}`,
    related: others.map(({ text }) => ({ range: text.node.outer, message: 'cut off too' })),
    fixes: () => (isOwn ? findValueRemoval(statement, dead, context) : []),
  };
}

function* reportBrought({ origin }: GrantedPolicy, { actions, left, whole }: Cut, by: string, { catalog }: RuleContext): Generator<Report> {
  const name = nameOrigin(origin);
  if (whole) {
    yield { range: origin.range, message: `${by} cuts off all that ${name} grants` };
    return;
  }
  if (origin.kind === 'managed-policy') return;
  const names = actionIndices(actions).map((index) => catalog.actionName(index));
  const all = countActions(actions) + countActions(left);
  yield {
    range: origin.range,
    severity: 'information',
    message: `${by} cuts off ${names.length} of the ${all} actions that ${name} grants: ${listNames(names, 2, 60)}`,
  };
}

function nameBoundaries({ boundaries }: Principal): string {
  const names = [...new Set(boundaries.map(({ name, text }) => name ?? text))];
  const [only, ...others] = names;
  return only === undefined || others.length > 0 ? 'Each permissions boundary' : `The permissions boundary ${quote(only)}`;
}

/** What another resource attaches may be dead for one role only. */
function forWhom({ origin }: GrantedPolicy, { logicalId }: Principal): string {
  return origin.kind === 'inline' || origin.kind === 'provider' ? '' : ` of ${logicalId}`;
}

function shown({ text }: Value): string {
  return quote(literalText(text) ?? '');
}

function findRemoval(policy: Policy, statement: Statement, context: RuleContext): readonly Fix[] {
  const source = context.sourceOf(statement.range);
  const edits = () => removeStatement(source, policy, statement);
  return edits().length === 0 ? [] : [createFix('Remove this statement, which the boundary cuts off', 'narrows', edits)];
}

function findValueRemoval({ action, range }: Statement, dead: readonly Value[], context: RuleContext): readonly Fix[] {
  if (action === undefined) return [];
  const title = `Remove ${listNames(dead.map(shown))}, which the boundary cuts off`;
  const edits = () => removeValues(context.sourceOf(range), action, dead);
  return edits().length === 0 ? [] : [createFix(title, 'narrows', edits)];
}
