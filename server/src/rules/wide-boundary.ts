import { effectiveAccess } from '../grants/effective.ts';
import type { BoundaryUse, Principal } from '../grants/model.ts';
import { readPolicy } from '../grants/read-policy.ts';
import type { Report, Rule } from '../lint/rule.ts';
import { count, listNames, quote } from '../lint/text.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { countActions, emptyActions, intersectActions, matchAction, subtractActions, unionActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import { literalText } from '../template/text.ts';

export const wideBoundary: Rule = {
  id: 'wide-boundary',
  severity: 'information',
  optIn: true,
  summary: 'A permissions boundary lets through more than the policies of its roles allow.',
  rationale:
    'A boundary says how far the permissions of a role may ever grow. Where it is written for the roles of one template, what none of them is granted can go, and a mistake in their policies opens less. Off by default, since most boundaries are those of a whole organization. Compared are actions; a boundary of which a role is not wholly known is left alone.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action:\n              - s3:GetObject\n              - «sqs:*»\n            Resource: '*'\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: [s3:GetObject, sqs:SendMessage]\n                Resource: '*'",
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: «arn:aws:iam::aws:policy/PowerUserAccess»\n      Policies:\n        - S3ReadPolicy: { BucketName: reports }',
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: [s3:GetObject, sqs:SendMessage]\n            Resource: '*'\n  Reader:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - { Effect: Allow, Action: s3:GetObject, Resource: '*' }\n  Sender:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - { Effect: Allow, Action: 'sqs:Send*', Resource: '*' }",
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  *template({ sources }, { catalog, principals }) {
    for (const [policy, { uses, roles }] of findBounded(principals)) {
      const reads = roles.map((role) => effectiveAccess(catalog, role));
      if (reads.some(({ atLeast }) => atLeast)) continue;
      const granted = unionActions(emptyActions(catalog), ...reads.flatMap(({ pieces }) => pieces.map(({ grant }) => grant.actions)));
      const who = `the ${count(roles.length, 'role')} that it limits ${roles.length === 1 ? 'is' : 'are'} granted`;
      if (sources.has(policy.range.unit.uri)) yield* reportStatements(policy, granted, who, catalog);
      else yield* reportUses(policy, uses, granted, who, catalog);
    }
  },
};

interface Bounded {
  readonly uses: BoundaryUse[];
  readonly roles: Principal[];
}

/** The roles that each document limits. */
function findBounded(principals: readonly Principal[]): ReadonlyMap<Policy, Bounded> {
  const found = new Map<Policy, Bounded>();
  for (const principal of principals) {
    if (principal.kind !== 'role') continue;
    for (const use of principal.boundaries) {
      for (const policy of use.policies ?? []) {
        const known = found.get(policy) ?? { uses: [], roles: [] };
        found.set(policy, known);
        known.uses.push(use);
        if (!known.roles.includes(principal)) known.roles.push(principal);
      }
    }
  }
  return found;
}

/** In each Allow the values that let through more than is granted. */
function* reportStatements(policy: Policy, granted: ActionSet, who: string, catalog: KernelCatalog): Generator<Report> {
  const allowing = new Set(readPolicy(catalog, policy).allows.map(({ statement }) => statement));
  for (const statement of allowing) {
    const wide = wideValues(statement, granted, catalog);
    const [first, ...others] = wide;
    if (first === undefined) continue;
    const all = unionActions(emptyActions(catalog), ...wide.map(({ actions }) => actions));
    yield {
      range: first.range,
      message: describe(
        `${listNames(
          wide.map(({ name }) => quote(name)),
          2,
          60,
        )} ${others.length === 0 ? 'lets' : 'let'}`,
        all,
        granted,
        who,
      ),
      related: others.map(({ range }) => ({ range, message: 'more than is granted too' })),
    };
  }
}

interface WideValue {
  readonly name: string;
  readonly actions: ActionSet;
  readonly range: Range;
}

function wideValues({ action }: Statement, granted: ActionSet, catalog: KernelCatalog): readonly WideValue[] {
  return (action?.values ?? []).flatMap(({ text }): readonly WideValue[] => {
    const name = literalText(text);
    const actions = name === undefined ? undefined : matchAction(catalog, name);
    if (name === undefined || actions === undefined || countActions(subtractActions(actions, granted)) === 0) return [];
    return [{ name, actions, range: text.node.outer }];
  });
}

function* reportUses(
  policy: Policy,
  uses: readonly BoundaryUse[],
  granted: ActionSet,
  who: string,
  catalog: KernelCatalog,
): Generator<Report> {
  const all = unionActions(emptyActions(catalog), ...readPolicy(catalog, policy).allows.map(({ actions }) => actions));
  if (countActions(subtractActions(all, granted)) === 0) return;
  for (const { name, text, range } of uses)
    yield { range, message: describe(`The boundary ${quote(name ?? text)} lets`, all, granted, who) };
}

function describe(what: string, all: ActionSet, granted: ActionSet, who: string): string {
  const used = countActions(intersectActions(all, granted));
  return `${what} through ${count(countActions(all), 'action')}; of these ${who} ${used === 0 ? 'none' : used}`;
}
