import { describe, expect, test } from 'vitest';
import { readDocument } from '../../server/src/analysis/document.ts';
import { callersOf } from '../../server/src/grants/callers.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { snapshot } from '../support/template.ts';

/** The callers of the only function, one a line: what is written at its range, kind, who, through what, what it must show, under what. */
function callers(text: string, uri = 'file:///workspace/template.yaml'): readonly string[] {
  const catalog = withPolicyMemo(loadCatalogForTests());
  const document = readDocument(uri, snapshot({ [uri.slice('file:///workspace/'.length)]: text }), catalog);
  if (document.kind !== 'ours') return [];
  const { template, grants } = document;
  const functions = grants.principals.filter(({ kind }) => kind === 'function');
  expect(functions.length).toBe(1);
  return functions.flatMap((principal) =>
    callersOf({ catalog, template, grants }, principal).map(({ kind, who, through, authorization, range, when }) => {
      const { start, end } = toOffsets(template.source, range);
      const name = authorization?.kind === 'authorizer' ? ` ${authorization.name}` : '';
      return [
        `${text.slice(start, end)}: ${kind} ${who}`,
        ...(through === undefined ? [] : [`through ${through}`]),
        ...(authorization === undefined ? [] : [`with ${authorization.kind}${name}`]),
        ...when.map(({ condition, is }) => `where ${is ? '' : 'not '}${condition}`),
      ].join(' ');
    }),
  );
}

const sam = (body: string, globals = '') => `Transform: AWS::Serverless-2016-10-31\n${globals}Resources:\n${body}`;
const samFunction = (properties: string) => `  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n${properties}`;

describe('who can call a function', () => {
  test('events and URL of SAM', () => {
    const events = [
      '      FunctionUrlConfig:\n        AuthType: AWS_IAM\n      Events:\n        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }',
      '        Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } }\n        Order: { Type: HttpApi, Properties: { Path: /orders, Method: post } }',
      '        Any: { Type: HttpApi }\n  Queue: { Type: AWS::SQS::Queue }\n',
    ];
    expect(callers(sam(samFunction(events.join('\n'))))).toEqual([
      'Jobs: event SQS ${Queue.Arn}',
      'Nightly: event Schedule rate(1 day)',
      'Order: route POST /orders with none',
      'Any: route any route with none',
      'FunctionUrlConfig: url its URL with iam',
    ]);
  });

  test('the authorizer of a route, of its API, of Globals', () => {
    const route = (auth: string, rest = '') =>
      samFunction(`      Events:\n        Get: { Type: Api, Properties: { Path: /, Method: get${rest}${auth} } }\n`);
    const globals = (auth: string) => `Globals:\n  Api:\n    Auth: ${auth}\n`;
    expect(callers(sam(route(', Auth: { Authorizer: Users }')))).toEqual(['Get: route GET / with authorizer Users']);
    expect(callers(sam(route(', Auth: { Authorizer: NONE }'), globals('{ DefaultAuthorizer: Users }')))).toEqual([
      'Get: route GET / with none',
    ]);
    expect(callers(sam(route(''), globals('{ DefaultAuthorizer: AWS_IAM }')))).toEqual(['Get: route GET / with iam']);
    expect(callers(sam(route(', Auth: { ApiKeyRequired: true }')))).toEqual(['Get: route GET / with key']);
    expect(callers(sam(route(', Auth: { Authorizer: !Ref Which }')))).toEqual(['Get: route GET / with authorizer ${Which}']);
    const api = (properties: string) =>
      `${route('', ', RestApiId: !Ref Shop')}  Shop:\n    Type: AWS::Serverless::Api\n    Properties: { StageName: prod, ${properties} }\n`;
    expect(callers(sam(api('Auth: { DefaultAuthorizer: Users }')))).toEqual(['Get: route GET / through Shop with authorizer Users']);
    expect(callers(sam(api('Name: shop')))).toEqual(['Get: route GET / through Shop with none']);
    expect(callers(sam(api('Auth: { ResourcePolicy: { IpRangeWhitelist: [10.0.0.0/8] } }')))).toEqual([
      'Get: route GET / through Shop with unknown',
    ]);
    expect(callers(sam(api('EndpointConfiguration: { Type: PRIVATE }')))).toEqual(['Get: route GET / through Shop with unknown']);
    expect(callers(sam(api('DefinitionUri: api.yaml')))).toEqual(['Get: route GET / through Shop with unknown']);
  });

  test('methods, routes, mappings, URLs and permissions of CloudFormation', () => {
    const uri = "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations'";
    const text = [
      'Conditions:\n  Prod: !Equals [a, a]\nResources:\n  Fn:\n    Type: AWS::Lambda::Function',
      '  Rest: { Type: AWS::ApiGateway::RestApi }\n  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Rest, ParentId: !GetAtt Rest.RootResourceId, PathPart: orders } }',
      `  Get:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref Rest, ResourceId: !Ref Orders, HttpMethod: GET, AuthorizationType: AWS_IAM, Integration: { Uri: ${uri} } }`,
      '  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }\n  Way: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Http, IntegrationUri: !GetAtt Fn.Arn } }',
      "  Post: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Http, RouteKey: POST /, Target: !Sub 'integrations/${Way}' } }",
      '  Poll: { Type: AWS::Lambda::EventSourceMapping, Condition: Prod, Properties: { FunctionName: !Ref Live, EventSourceArn: !GetAtt Queue.Arn } }',
      '  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn } }\n  Queue: { Type: AWS::SQS::Queue }',
      '  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !GetAtt Fn.Arn, AuthType: NONE } }',
      '  Rule: { Type: AWS::Events::Rule }\n  Call: { Type: AWS::Lambda::Permission, Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Fn, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn } }',
      "  All: { Type: AWS::Lambda::Permission, Properties: { Action: lambda:InvokeFunction, FunctionName: !GetAtt Fn.Arn, Principal: '*' } }",
      '  Read: { Type: AWS::Lambda::Permission, Properties: { Action: lambda:GetFunction, FunctionName: !Ref Fn, Principal: 111122223333 } }\n',
    ];
    expect(callers(text.join('\n'), 'file:///workspace/stack.yaml')).toEqual([
      'Get: route GET /orders through Rest with iam',
      'Post: route POST / through Http with none',
      'Poll: event ${Queue.Arn} where Prod',
      'Url: url its URL with none',
      'Call: permission events.amazonaws.com through ${Rule.Arn}',
      'All: permission everybody',
    ]);
  });

  test('events of Serverless', () => {
    const events = [
      '      - http: GET orders\n      - http: { path: /a, method: post, authorizer: aws_iam }\n      - http: { path: /b, method: any, private: true }',
      '      - httpApi: { path: /c, method: get, authorizer: { name: users } }\n      - httpApi: "*"\n      - sqs: !GetAtt Queue.Arn\n      - schedule: rate(1 day)',
      '      - stream: { type: kinesis, arn: !GetAtt Stream.Arn }\n      - http: ${self:custom.route}\n      - alexaSmartHome: amzn1.ask\n',
    ];
    const text = `service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: a.b\n    url: true\n    events:\n${events.join('\n')}`;
    expect(callers(text, 'file:///workspace/serverless.yml')).toEqual([
      'sqs: event sqs ${Queue.Arn}',
      'schedule: event schedule rate(1 day)',
      'stream: event stream ${Stream.Arn}',
      'alexaSmartHome: event alexaSmartHome amzn1.ask',
      'http: route GET /orders with none',
      'http: route POST /a with iam',
      'http: route ANY /b with key',
      'httpApi: route GET /c with authorizer users',
      'httpApi: route any route with none',
      'http: route ${self:custom.route} with unknown',
      'url: url its URL with none',
    ]);
  });
});
