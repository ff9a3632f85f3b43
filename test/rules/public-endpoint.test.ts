import { describe, expect, test } from 'vitest';
import { publicEndpoint } from '../../server/src/rules/public-endpoint.ts';
import { checkExamples, checkFix, findingsOf } from '../support/check-rule.ts';

const rule = 'public-endpoint';

describe(rule, () => {
  checkExamples(publicEndpoint, ['template']);

  test('IAM authorizes an event of SAM', () => {
    const event = (properties: string) =>
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        Get:\n          Type: Api\n          Properties:\n            Path: /\n            Method: get\n${properties}`;
    checkFix('file:///w/template.yaml', event(''), 'Let IAM', event('            Auth:\n              Authorizer: AWS_IAM\n'), rule);
  });

  test('a method and a route', () => {
    const stack = (type: string, properties: string) =>
      `Resources:\n  Shop: { Type: AWS::ApiGatewayV2::Api }\n  Get:\n    Type: ${type}\n    Properties:\n      ApiId: !Ref Shop\n      RestApiId: !Ref Shop\n${properties}`;
    const uri = 'file:///w/stack.yaml';
    checkFix(
      uri,
      stack('AWS::ApiGateway::Method', '      AuthorizationType: NONE\n'),
      'Let IAM',
      stack('AWS::ApiGateway::Method', '      AuthorizationType: AWS_IAM\n'),
      rule,
    );
    checkFix(
      uri,
      stack('AWS::ApiGatewayV2::Route', '      RouteKey: GET /\n'),
      'Let IAM',
      stack('AWS::ApiGatewayV2::Route', '      RouteKey: GET /\n      AuthorizationType: AWS_IAM\n'),
      rule,
    );
  });

  test('an API key keeps a route from being reported, as YAML or CloudFormation write true; a flag that is not known too', () => {
    const method = (flag: string) =>
      `Resources:\n  Shop: { Type: AWS::ApiGateway::RestApi }\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Shop\n      HttpMethod: GET\n      ApiKeyRequired: ${flag}\n`;
    const event = (flag: string) =>
      `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Api:\n    Auth: { ApiKeyRequired: ${flag} }\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events:\n        Get:\n          Type: Api\n          Properties: { Path: /, Method: get }\n        Open:\n          Type: Api\n          Properties: { Path: /open, Method: get, Auth: { ApiKeyRequired: false } }\n`;
    const count = (text: string) => findingsOf(rule, 'file:///w/template.yaml', text).length;
    expect(['True', '"true"', '!Ref Key', 'False'].map((flag) => count(method(flag)))).toEqual([0, 0, 0, 1]);
    expect(['True', '!Ref Key', 'false'].map((flag) => count(event(flag)))).toEqual([1, 1, 2]);
    const service =
      'service: app\nprovider: { name: aws }\nfunctions:\n  hello:\n    handler: a.b\n    events:\n      - http: { path: /, method: get, private: True }\n';
    expect(findingsOf(rule, 'file:///w/serverless.yml', service)).toEqual([]);
  });

  test('a mock has nothing behind it', () => {
    const method = (type: string) =>
      `Resources:\n  Shop: { Type: AWS::ApiGateway::RestApi }\n  Get:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Shop\n      HttpMethod: GET\n      Integration: { Type: ${type} }\n`;
    expect(['MOCK', 'AWS'].map((type) => findingsOf(rule, 'file:///w/template.yaml', method(type)).length)).toEqual([0, 1]);
  });

  test('an event of Serverless', () => {
    const service = (http: string) => `service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: a.b\n    events:\n${http}`;
    checkFix(
      'file:///w/serverless.yml',
      service('      - http:\n          path: /\n          method: get\n'),
      'Let IAM',
      service('      - http:\n          path: /\n          method: get\n          authorizer: aws_iam\n'),
      rule,
    );
    expect(
      findingsOf(rule, 'file:///w/serverless.yml', service('      - http: GET /\n      - httpApi: "*"\n')).map(({ message }) => message),
    ).toEqual([
      'Everybody who knows the address can call GET /; it has no authorizer',
      'Everybody who knows the address can call any route; it has no authorizer',
    ]);
  });
});
