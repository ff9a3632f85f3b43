import type { NewValue } from '../edit/edit.ts';
import { insertPair } from '../edit/pairs.ts';
import { isNamedBoundary } from '../grants/boundary-settings.ts';
import { mayBeUnbounded } from '../grants/bounds.ts';
import type { Principal } from '../grants/model.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { MappingNode, Node } from '../syntax/node.ts';
import { findValue } from '../syntax/node.ts';

export const missingBoundary: Rule = {
  id: 'missing-boundary',
  severity: 'warning',
  summary: 'A role is without the permissions boundary that the configuration demands.',
  rationale:
    'Where an organization lets teams make roles only with a boundary, a role without one is rejected, or slips through with nothing to limit it. `requireBoundary: true` asks for any, an ARN (with `*` and `?`) or a name for that one. A function of SAM takes PermissionsBoundary, and so does Globals; the role of a Serverless service has it below provider.iam.role.',
  examplesUnder: { requireBoundary: 'limits' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Resources:\n  «Worker»:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  «Hello»:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - S3ReadPolicy: { BucketName: reports }',
      },
      {
        form: 'template',
        code: "service: app\n«provider»:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: 'arn:aws:s3:::reports/*'\nfunctions:\n  hello:\n    handler: app.handler",
      },
      {
        form: 'template',
        code: 'Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: «arn:aws:iam::aws:policy/PowerUserAccess»',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limits\n  Other:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !ImportValue limits',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    PermissionsBoundary: arn:aws:iam::111122223333:policy/limits\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - S3ReadPolicy: { BucketName: reports }',
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  principals: ['role'],
  *principal(principal, context) {
    const { logicalId, range, boundaries, when } = principal;
    const required = context.requiredBoundary;
    if (required === undefined) return;
    const demanded = required === true ? 'which the configuration demands' : `the configuration demands ${quote(required)}`;
    if (mayBeUnbounded(boundaries, when)) {
      const some = boundaries.length === 0 ? '' : ' in some deployments';
      yield {
        range,
        message: `The role ${quote(logicalId)} has no permissions boundary${some}${required === true ? ', ' : '; '}${demanded}`,
        fixes: () => (boundaries.length === 0 ? findFixes(principal, required, context) : []),
      };
    }
    if (required === true) return;
    for (const use of boundaries) {
      if (isNamedBoundary(required, use.text) !== 'no') continue;
      yield { range: use.range, message: `The role ${quote(logicalId)} has another permissions boundary; ${demanded}` };
    }
  },
};

function findFixes(principal: Principal, required: true | string, context: RuleContext): readonly Fix[] {
  const place = findPlace(principal, context);
  if (place === undefined) return [];
  const source = context.sourceOf(place.mapping.range);
  const own = context.policies.filter(({ kind, source: { owner } }) => kind === 'boundary' && owner.type === 'AWS::IAM::ManagedPolicy');
  const choices: readonly (readonly [string, NewValue])[] = [
    ...(required === true ? own.map(({ source: { owner } }) => [owner.name, { kind: 'ref', logicalId: owner.name }] as const) : []),
    writtenBoundary(required),
  ];
  const preferred = choices.length === 1 && required !== true;
  return choices.flatMap(([name, value]) => {
    const edits = () => insertPair(source, place.mapping, place.key, value);
    return edits().length === 0 ? [] : [createFix(`Add the permissions boundary ${name}`, 'narrows', edits, { preferred, fixAll: false })];
  });
}

/** The boundary that the configuration names, where it names one. */
function writtenBoundary(required: true | string): readonly [string, NewValue] {
  if (required === true || /[*?]/.test(required)) return ['BOUNDARY_ARN, to be filled in', { kind: 'literal', text: 'BOUNDARY_ARN' }];
  if (required.includes(':')) return [required, { kind: 'literal', text: required }];
  return [required, { kind: 'sub', text: `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${required}` }];
}

interface BoundaryPlace {
  readonly mapping: MappingNode;
  readonly key: string;
}

/** Where the boundary of a role is written: at the role, at the function or state machine that SAM makes it for, at the provider. */
function findPlace({ logicalId, generated, range }: Principal, { template }: RuleContext): BoundaryPlace | undefined {
  const { scope, trees, source } = template;
  if (!generated) return placeAt(scope.resources.get(logicalId)?.properties, 'PermissionsBoundary');
  if (logicalId === 'IamRoleLambdaExecution')
    return placeAt(findValue(trees.get(source.uri), 'provider', 'iam', 'role'), 'permissionsBoundary');
  const made = [...scope.resources.values()].find(({ key, type }) => key?.range === range && type.startsWith('AWS::Serverless::'));
  return made !== undefined && logicalId === `${made.logicalId}Role` ? placeAt(made.properties, 'PermissionsBoundary') : undefined;
}

function placeAt(node: Node | undefined, key: string): BoundaryPlace | undefined {
  return node?.kind === 'mapping' && node.tag === undefined ? { mapping: node, key } : undefined;
}
