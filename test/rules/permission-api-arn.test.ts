import { describe, test } from 'vitest';
import { permissionApiArn } from '../../server/src/rules/permission-api-arn.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';

const stack = 'file:///w/stack.yaml';
const permission = (source: string, rest = '') =>
  `Resources:\n  Shop:\n    Type: AWS::ApiGateway::RestApi\n${rest}  Hello:\n    Type: AWS::Lambda::Function\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      FunctionName: !Ref Hello\n      SourceArn: ${source}\n`;
const sub = (rest: string) => `!Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:${rest}`;

describe('permission-api-arn', () => {
  checkExamples(permissionApiArn, ['template']);

  test('stage and method are appended', () => {
    checkFix(stack, permission(sub('${Shop}')), "Append '/*'", permission(sub('${Shop}/*')));
    checkFix(
      stack,
      permission("!Join [':', [arn:aws:execute-api, !Ref AWS::Region, !Ref AWS::AccountId, !Ref Shop]]"),
      "Append '/*'",
      permission("!Join [':', [arn:aws:execute-api, !Ref AWS::Region, !Ref AWS::AccountId, !Sub '${Shop}/*']]"),
    );
  });

  test('a method in small letters, an attribute that is no id', () => {
    checkPicture(
      'permission-api-arn',
      stack,
      `${permission(sub('${Shop}/live/get/orders'))}                 ${'^'.repeat(sub('${Shop}/live/get/orders').length)} API Gateway calls with the method in capitals, so 'get' is never met\n`,
    );
    checkPicture(
      'permission-api-arn',
      stack,
      `${permission(sub('${Shop.RootResourceId}/*'))}                 ${'^'.repeat(sub('${Shop.RootResourceId}/*').length)} 'Shop.RootResourceId' is not the id of the API, so this ARN is never met\n`,
    );
  });

  test('what is not known, and another service', () => {
    for (const source of [
      sub('${Api}'),
      sub('abc123/*/GET/orders'),
      sub('${Shop}/${Stage}/GET/orders'),
      'arn:aws:sns:eu-west-1:111122223333:alarms',
      '!Ref Shop',
    ])
      checkSilent('permission-api-arn', stack, `Parameters:\n  Api: { Type: String }\n  Stage: { Type: String }\n${permission(source)}`);
  });

  test('an API whose routes are defined elsewhere may lead to the function', () => {
    const method = (name: string, api: string, uri: string) =>
      `  ${name}:\n    Type: AWS::ApiGateway::Method\n    Properties: { RestApiId: !Ref ${api}, HttpMethod: GET${uri} }\n`;
    const uri =
      ", Integration: { Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Hello.Arn}/invocations' }";
    const open = `    Properties: { Body: {} }\n${method('Get', 'Shop', '')}  Desk:\n    Type: AWS::ApiGateway::RestApi\n${method('Post', 'Desk', uri)}`;
    checkSilent('permission-api-arn', stack, permission(sub('${Shop}/*'), open));
  });
});
