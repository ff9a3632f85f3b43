import { insertEntry } from '../edit/move-entry.ts';
import { insertPair } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { declaredRoute } from '../grants/declared-routes.ts';
import type { Route } from '../grants/routes.ts';
import { samRoutes } from '../grants/sam/routes.ts';
import { serverlessRoutes } from '../grants/serverless/routes.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Fix, Rule, RuleContext } from '../lint/rule.ts';
import { shorten } from '../lint/text.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Template } from '../template/template.ts';

export const publicEndpoint: Rule = {
  id: 'public-endpoint',
  severity: 'information',
  summary: 'A route of an API has no authorizer.',
  rationale:
    'Whoever knows the address can call the function or the service behind it, and what that may do is done for everybody. Many APIs are public on purpose, so this is reported on request. A route with an API key or a mock behind it, an API with a policy or within a VPC, and one that is defined elsewhere are not reported.',
  alsoKnownAs: { checkov: ['CKV_AWS_59', 'CKV_AWS_309'], 'cdk-nag': 'AwsSolutions-APIG4' },
  optIn: true,
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        «Get»:\n          Type: Api\n          Properties:\n            Path: /orders\n            Method: get\n',
      },
      {
        form: 'template',
        code: 'Resources:\n  Shop:\n    Type: AWS::ApiGateway::RestApi\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Shop\n      ResourceId: !GetAtt Shop.RootResourceId\n      HttpMethod: GET\n      AuthorizationType: «NONE»\n',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nfunctions:\n  orders:\n    handler: app.handler\n    events:\n      - «http»:\n          path: orders\n          method: get\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Api:\n    Auth:\n      DefaultAuthorizer: AWS_IAM\nResources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        Get:\n          Type: Api\n          Properties:\n            Path: /orders\n            Method: get\n',
      },
      {
        form: 'template',
        code: 'Resources:\n  Shop:\n    Type: AWS::ApiGateway::RestApi\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Shop\n      ResourceId: !GetAtt Shop.RootResourceId\n      HttpMethod: OPTIONS\n      AuthorizationType: NONE\n',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nfunctions:\n  orders:\n    handler: app.handler\n    events:\n      - http:\n          path: orders\n          method: get\n          authorizer: aws_iam\n',
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  entry(resource, context) {
    return reportEach(routesOf(resource, context.template), (route) => {
      // A browser asks with OPTIONS before it calls, and shows nothing then.
      if (route.authorization.kind !== 'none' || /^OPTIONS\b/.test(route.label)) return undefined;
      const of = route.api === undefined ? '' : ` of ${shorten(route.api)}`;
      return {
        range: route.range,
        message: `Everybody who knows the address can call ${shorten(route.label)}${of}; it has no authorizer`,
        fixes: () => findFixes(resource, route, context),
      };
    });
  },
};

function routesOf(resource: DeclaredResource, template: Template): readonly Route[] {
  if (resource.type === 'AWS::Serverless::Function') return samRoutes(resource, template);
  if (resource.type === 'AWS::Lambda::Function') return serverlessRoutes(resource, template);
  const route = declaredRoute(resource, template);
  // Nothing is behind a mock.
  const isMock = plainString(findValue(resource.properties, 'Integration', 'Type'))?.toUpperCase() === 'MOCK';
  return route === undefined || isMock ? [] : [route];
}

const TITLE = 'Let IAM authorize it';

/** A signature of somebody whom IAM allows to: the one authorizer that needs nothing else. SAM's HTTP APIs must be told to have it. */
function findFixes({ type }: DeclaredResource, { settings, range, label }: Route, context: RuleContext): readonly Fix[] {
  const source = context.sourceOf(range);
  if (settings === undefined || settings.pairs.length === 0 || label.startsWith('$')) return [];
  if (type === 'AWS::Serverless::Function') {
    if (findPair(settings, 'Method') === undefined || findPair(settings, 'Auth') !== undefined || findPair(settings, 'ApiId') !== undefined)
      return [];
    return [createFix(TITLE, 'narrows', () => insertEntry(source, settings, 'Auth', { Authorizer: 'AWS_IAM' }))];
  }
  if (type === 'AWS::Lambda::Function') {
    const authorizer = { kind: 'literal', text: 'aws_iam' } as const;
    return [createFix(TITLE, 'narrows', () => insertPair(source, settings, 'authorizer', authorizer))];
  }
  const value = { kind: 'literal', text: 'AWS_IAM' } as const;
  const node = findPair(settings, 'AuthorizationType')?.value;
  if (node === undefined) return [createFix(TITLE, 'narrows', () => insertPair(source, settings, 'AuthorizationType', value))];
  const text = readText(node, context.template);
  return [createFix(TITLE, 'narrows', () => replaceValue(source, { text, node, when: [] }, value))];
}
