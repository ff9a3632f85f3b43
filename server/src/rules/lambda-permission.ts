import type { NewValue } from '../edit/edit.ts';
import { insertPair } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { serviceOfText, soleSymbol } from '../lint/principal.ts';
import { ownAccountId } from '../lint/principal-fixes.ts';
import { callSources } from '../lint/principal-sources.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { MappingNode, Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';

export const lambdaPermission: Rule = {
  id: 'lambda-permission',
  severity: 'warning',
  summary:
    'A permission of a function or layer is for everybody, for more than calling it, or for a service that does not own its SourceArn.',
  rationale:
    'A permission lets somebody else call the function. Without SourceArn or SourceAccount a service may call it for any of its customers; a SourceArn of another service than the Principal is never met, and the function is not called.',
  alsoKnownAs: {
    'cfn-lint': ['W3663', 'W3664'],
    cfn_nag: ['F13', 'F45', 'W24'],
    'cdk-nag': 'LambdaFunctionPublicAccessProhibited',
    checkov: 'CKV_AWS_364',
    trivy: 'AVD-AWS-0067',
  },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: «'*'»",
      },
      {
        form: 'template',
        code: "Resources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: «lambda:*»\n      FunctionName: hello\n      Principal: '111122223333'",
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: «events.amazonaws.com»\n      SourceArn: !Ref Alarms',
      },
      {
        form: 'template',
        code: 'Resources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: «sns.amazonaws.com»',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: sns.amazonaws.com\n      SourceArn: !Ref Alarms',
      },
      {
        form: 'template',
        code: "Resources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: '*'\n      PrincipalOrgID: o-a1b2c3d4e5",
      },
      {
        form: 'template',
        code: 'Resources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: events.amazonaws.com\n      SourceArn: !Ref RuleArn',
      },
    ],
  },
  kinds: ['resource'],
  *statement(statement, context) {
    const { owner, kind } = context.policy.source;
    if (kind !== 'permission') return;
    if (owner.type === 'AWS::Lambda::Permission') {
      yield* checkAction(statement.node, context);
      yield* checkPrincipal(statement.node, context);
    } else if (owner.type === 'AWS::Lambda::LayerVersionPermission') yield* checkLayer(statement.node, context);
  },
};

interface Property {
  readonly node: Node;
  readonly text: Text;
  readonly written?: string;
}

function property(node: MappingNode, name: string, { template }: StatementContext): Property | undefined {
  const value = findPair(node, name)?.value;
  if (value === undefined) return undefined;
  const text = readText(value, template);
  const written = literalText(text);
  return written === undefined ? { node: value, text } : { node: value, text, written };
}

const CALLS: ReadonlySet<string> = new Set(['lambda:invokefunction', 'lambda:invokefunctionurl', 'lambda:invokeasync']);

function* checkAction(node: MappingNode, context: StatementContext): Generator<Report> {
  const action = property(node, 'Action', context);
  if (action?.written === undefined || CALLS.has(action.written.toLowerCase())) return;
  const isPattern = /[*]/.test(action.written);
  // An action that does not exist, or of another service, is another finding.
  if (!isPattern && context.catalog.actionIndex(action.written) === undefined) return;
  yield {
    range: action.node.outer,
    message: `${quote(action.written)} lets the principal do ${isPattern ? 'more than' : 'something else than'} call the function`,
    fixes: [replace('Change to lambda:InvokeFunction', isPattern ? 'narrows' : 'widens', action, 'lambda:InvokeFunction', context)],
  };
}

function* checkPrincipal(node: MappingNode, context: StatementContext): Generator<Report> {
  const principal = property(node, 'Principal', context);
  if (principal === undefined) return;
  const range = principal.node.outer;
  const limits = LIMITS.filter((name) => findPair(node, name) !== undefined);
  if (principal.written === '*') {
    if (limits.length > 0) return;
    const fix = insert(
      node,
      'PrincipalOrgID',
      { kind: 'literal', text: 'ORGANIZATION_ID' },
      'Limit to an organization, ORGANIZATION_ID to be filled in',
      context,
    );
    yield { range, message: 'Everybody, in any account, may call the function', fixes: [fix] };
    return;
  }
  const service = serviceOfText(principal.text);
  if (service === undefined) return;
  const source = property(node, 'SourceArn', context);
  const owner = source === undefined ? undefined : ownerOf(source.text);
  if (source !== undefined && owner !== undefined && OWNERS.has(service) && owner !== service) {
    const name = owner === 'logs' ? undefined : `${owner}.amazonaws.com`;
    yield {
      range,
      message: `${quote(`${service}.amazonaws.com`)} does not own the SourceArn, so this is never met; ${owner} does`,
      related: [{ range: source.node.outer, message: `of ${owner}` }],
      fixes: name === undefined ? [] : [replace(`Change to ${name}`, 'widens', principal, name, context)],
    };
  } else if (limits.length === 0) {
    yield {
      range,
      message: `${quote(`${service}.amazonaws.com`)} may call the function for anybody; SourceArn or SourceAccount says for whom`,
      fixes: () => sourceFixes(node, service, context),
    };
  } else if (source !== undefined && service === 's3' && findPair(node, 'SourceAccount') === undefined) {
    yield {
      range: source.node.outer,
      severity: 'information',
      message: "A bucket's ARN holds no account: once the bucket is deleted, anybody may make one of its name; add SourceAccount",
      fixes: [insert(node, 'SourceAccount', ownAccountId(context.template), 'Add SourceAccount', context)],
    };
  }
}

/** Properties that say who may call, or for whom. With FunctionUrlAuthType the URL is what is open or not, and that is reported there. */
const LIMITS = ['SourceArn', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken', 'FunctionUrlAuthType'] as const;

/** The services that own ARNs of these prefixes (AWS Lambda Developer Guide, "Invoking with events from other services", 2026-11). */
const OWNER_BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['cognito-idp', 'cognito-idp'],
  ['config', 'config'],
  ['elasticloadbalancing', 'elasticloadbalancing'],
  ['events', 'events'],
  ['execute-api', 'apigateway'],
  ['iot', 'iot'],
  ['logs', 'logs'],
  ['s3', 's3'],
  ['secretsmanager', 'secretsmanager'],
  ['ses', 'ses'],
  ['sns', 'sns'],
]);

const OWNERS: ReadonlySet<string> = new Set(OWNER_BY_PREFIX.values());

function ownerOf(text: Text): string | undefined {
  const symbol = soleSymbol(text);
  const [type] = symbol?.value?.kind === 'arn' ? symbol.value.resourceTypes : [];
  const format =
    symbol === undefined
      ? text.parts.map((part) => (part.kind === 'literal' ? part.text : '-')).join('')
      : `arn:-:${type?.split(':')[0] ?? ''}`;
  const [head, , prefix = ''] = format.split(':');
  return head === 'arn' ? OWNER_BY_PREFIX.get(prefix) : undefined;
}

function* checkLayer(node: MappingNode, context: StatementContext): Generator<Report> {
  const principal = property(node, 'Principal', context);
  if (principal?.written !== '*' || findPair(node, 'OrganizationId') !== undefined) return;
  const fix = insert(
    node,
    'OrganizationId',
    { kind: 'literal', text: 'ORGANIZATION_ID' },
    'Limit to an organization, ORGANIZATION_ID to be filled in',
    context,
  );
  yield { range: principal.node.outer, message: 'Everybody, in any account, may use the layer', fixes: [fix] };
}

function sourceFixes(node: MappingNode, service: string, context: StatementContext): readonly Fix[] {
  const { catalog, template } = context;
  return [
    ...callSources(catalog, template.scope, service).map(({ logicalId, arn }) =>
      insert(node, 'SourceArn', arn, `Limit to calls for ${logicalId}`, context),
    ),
    ...(TELLS_ACCOUNT.has(service)
      ? [insert(node, 'SourceAccount', ownAccountId(template), 'Limit to calls for this account', context)]
      : []),
  ];
}

/** Services of which the guide says that they send the account along. */
const TELLS_ACCOUNT: ReadonlySet<string> = new Set(['config', 'logs', 's3', 'ses']);

function insert(node: MappingNode, name: string, value: NewValue, title: string, context: StatementContext): Fix {
  const source = context.sourceOf(node.range);
  return createFix(title, 'narrows', () => insertPair(source, node, name, value));
}

function replace(title: string, effect: 'narrows' | 'widens', { node, text }: Property, value: string, context: StatementContext): Fix {
  const source = context.sourceOf(node.outer);
  return createFix(title, effect, () => replaceValue(source, { text, node, when: [] }, { kind: 'literal', text: value }), {
    preferred: true,
    fixAll: false,
  });
}
