import { connectedType, findConnectorProfile } from '../grants/connectors/profiles.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Node, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { DeclaredResource } from '../template/template.ts';

export const unsupportedConnector: Rule = {
  id: 'unsupported-connector',
  severity: 'error',
  summary: 'A SAM connector joins two resources, or asks for a permission, that connectors do not know.',
  rationale: 'SAM rejects the template: connectors exist for certain pairs of resource types, and not every pair has both Read and Write.',
  alsoKnownAs: { sam: 'Unable to create connector' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n  Jobs:\n    Type: AWS::SQS::Queue\n  Joined:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Source:\n        Id: Jobs\n      Destination:\n        Id: «Logs»\n      Permissions:\n        - Read\n  Logs:\n    Type: AWS::Logs::LogGroup\n',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Connectors:\n      Told:\n        Properties:\n          Destination:\n            Id: News\n          Permissions:\n            - «Read»\n    Properties:\n      Handler: app.handler\n  News:\n    Type: AWS::SNS::Topic\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Connectors:\n      Told:\n        Properties:\n          Destination:\n            Id: News\n          Permissions:\n            - Write\n    Properties:\n      Handler: app.handler\n      Environment:\n        Variables:\n          TOPIC: !Ref News\n  News:\n    Type: AWS::SNS::Topic\n',
      },
    ],
  },
  dialects: ['sam'],
  entry(resource, context) {
    return resource.type === 'AWS::Serverless::Connector' || findPair(resource.node, 'Connectors') !== undefined
      ? checkConnectors(resource, context)
      : NOTHING;
  },
};

function* checkConnectors(resource: DeclaredResource, context: RuleContext): Generator<Report> {
  if (resource.type === 'AWS::Serverless::Connector') {
    const source = typeAt(findPair(resource.properties, 'Source')?.value, context);
    if (source !== undefined) yield* reportConnector(source.type, resource.properties, context);
    return;
  }
  const connectors = findPair(resource.node, 'Connectors')?.value;
  if (connectors?.kind !== 'mapping') return;
  for (const pair of connectors.pairs) yield* reportConnector(connectedType(resource.type), findValue(pair.value, 'Properties'), context);
}

function* reportConnector(source: string, properties: Node | undefined, context: RuleContext): Generator<Report> {
  const written = findPair(properties, 'Destination')?.value;
  const permissions = findPair(properties, 'Permissions')?.value;
  for (const destination of written?.kind === 'sequence' ? written.items : written === undefined ? [] : [written]) {
    const target = typeAt(destination, context);
    if (target === undefined) continue;
    const profile = findConnectorProfile(source, target.type);
    if (profile === undefined) {
      yield { range: target.range, message: `There is no connector from ${quote(source)} to ${quote(target.type)}` };
      continue;
    }
    const known = Object.keys(profile.grants);
    for (const permission of permissions?.kind === 'sequence' ? permissions.items : []) {
      if (permission.kind !== 'scalar' || permission.tag !== undefined || known.includes(permission.value)) continue;
      const message = `A connector from ${quote(source)} to ${quote(target.type)} has no ${quote(permission.value)}, only ${known.join(', ')}`;
      yield { range: permission.outer, message };
    }
  }
}

/** The type of what a connector names, by the logical id or by the type written; `undefined` where neither is known. */
function typeAt(node: Node | undefined, { template }: RuleContext): { readonly type: string; readonly range: Range } | undefined {
  const id = findPair(node, 'Id')?.value;
  const type = findPair(node, 'Type')?.value;
  if (type?.kind === 'scalar' && type.tag === undefined) return { type: connectedType(type.value), range: type.outer };
  if (id?.kind !== 'scalar' || id.tag !== undefined) return undefined;
  const resource = template.scope.resources.get(id.value);
  return resource === undefined || resource.type === '' ? undefined : { type: connectedType(resource.type), range: id.outer };
}
