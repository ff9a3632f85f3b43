import { describe, expect, test } from 'vitest';
import { applyEdits, drawAt, openMarked } from './marked-document.ts';

const SAM = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsBig: !And [!Condition IsProd, { Condition: IsProd }]
Mappings:
  Sizes: { prod: { memory: 1024 } }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Condition: IsProd
    DependsOn: [Queue]
  Queue:
    Type: AWS::SQS::Queue
    DependsOn: Orders
  Worker:
    Type: AWS::Serverless::Function
    Connectors:
      ToOrders:
        Properties:
          Destination: { Id: Orders }
          Permissions: [Read]
    Properties:
      MemorySize: !FindInMap [Sizes, !Ref Stage, memory]
      Environment:
        Variables:
          TABLE: !If [IsProd, !Ref Orders, !Sub '\${Stage}-\${Orders}']
          OTHER: !Sub ['\${Orders}\${Queue.Arn}', { Orders: x }]
      Policies:
        - Statement:
            Effect: Allow
            Action: dynamodb:GetItem
            Resource:
              - !GetAtt Orders.Arn
              - Fn::GetAtt: [Orders, Arn]
              - !Sub "\${Orders.Arn}/index/*"
        - Statement: !Sub '{"Effect": "Allow", "Action": "sqs:*", "Resource": "\${Queue.Arn}"}'
Outputs:
  Role:
    Condition: IsProd
    Value: !GetAtt WorkerRole.Arn
`;

/** The template with the cursor in the `occurrence`-th place of `word`, behind its first letter. */
function at(text: string, word: string, occurrence = 1): string {
  let start = -1;
  for (let i = 0; i < occurrence; i++) start = text.indexOf(word, start + 1);
  if (start < 0) throw new Error(`'${word}' is not there ${occurrence} times`);
  return `${text.slice(0, start + 1)}$0${text.slice(start + 1)}`;
}

function define(marked: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const document = openMarked(marked, files);
  return drawAt(document, document.analysis.definition(document.uri, document.cursor));
}

function refer(marked: string, declaration = false, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const document = openMarked(marked, files);
  return drawAt(document, document.analysis.references(document.uri, document.cursor, declaration));
}

/** The texts after the renaming, or why there is none. */
function renamed(marked: string, to: string, files: Readonly<Record<string, string>> = {}): string {
  const document = openMarked(marked, files);
  const renaming = document.analysis.rename(document.uri, document.cursor, to);
  if (renaming === undefined) return 'no name here';
  if (renaming.kind === 'refused') return renaming.reason;
  return [...renaming.changes].map(([uri, changes]) => applyEdits(document.textOf(uri), changes)).join('---\n');
}

describe('definition', () => {
  test.each([
    ['Orders.Arn', 1, ['10: Orders']],
    ['Orders, Arn]', 1, ['10: Orders']],
    ['Orders.Arn}/index', 1, ['10: Orders']],
    ['Queue.Arn}"}', 1, ['14: Queue']],
    ["Queue.Arn}'", 1, ['14: Queue']],
    ['Queue]', 1, ['14: Queue']],
    ['Orders }', 1, ['10: Orders']],
    ['Stage, prod', 1, ['3: Stage']],
    ['Stage}-', 1, ['3: Stage']],
    ['Sizes, ', 1, ['8: Sizes']],
    ['IsProd, {', 1, ['5: IsProd']],
    ['IsProd }', 1, ['5: IsProd']],
    ['IsProd\n    Value', 1, ['5: IsProd']],
    ['WorkerRole', 1, ['17: Worker']],
    ['Orders:', 1, ['10: Orders']],
    ['Statement', 1, []],
  ])('of %j', (word, occurrence, expected) => {
    expect(define(at(SAM, word, occurrence))).toEqual(expected);
  });

  test('a name that the map of an Fn::Sub gives is none of the template', () => {
    expect(define(at(SAM, "Orders}${Queue.Arn}'"))).toEqual([]);
  });

  test('in JSON', () => {
    const json = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "X": {"Type": "Y", "DependsOn": "Queue", "A": {"Ref": "Q$0ueue"}}}}';
    expect(define(json)).toEqual(['1: Queue']);
  });

  test('of a function of Serverless, and in a file that the service names', () => {
    const service = (resource: string): string => `service: shop
provider:
  name: aws
  role: Shared
functions:
  hello-world:
    handler: app.handler
    role: Own
resources:
  - \${file(roles.yml)}
  - Resources:
      X:
        Type: AWS::SNS::Topic
        Properties:
          Endpoint: !Ref ${resource}
`;
    const files = { 'roles.yml': 'Resources:\n  Shared:\n    Type: AWS::IAM::Role\n  Own:\n    Type: AWS::IAM::Role\n' };
    expect(define(at(service('HelloDashworldLambdaFunction'), 'HelloDash'), files)).toEqual(['6: hello-world']);
    expect(define(at(service('HelloDashworldLogGroup'), 'HelloDash'), files)).toEqual(['6: hello-world']);
    expect(define(at(service('X'), 'Shared'), files)).toEqual(['roles.yml 2: Shared']);
    expect(define(at(service('X'), 'Own'), files)).toEqual(['roles.yml 4: Own']);
    expect(refer(at(service('HelloDashworldLambdaFunction'), 'hello-world'), false, files)).toEqual(['15: HelloDashworldLambdaFunction']);
  });
});

describe('references', () => {
  test('of a function of Serverless are those of what is made for it alone', () => {
    const service = `service: shop
provider: { name: aws }
functions:
  hel$0lo: { handler: a.b, events: [{ http: GET / }] }
resources:
  Outputs:
    Log: { Value: !Ref HelloLogGroup }
    Arn: { Value: !GetAtt HelloLambdaFunction.Arn }
    Api: { Value: !Ref ApiGatewayRestApi }
`;
    expect(refer(service)).toEqual(['7: HelloLogGroup', '8: HelloLambdaFunction']);
  });

  test('of a resource, wherever it is named', () => {
    expect(refer(at(SAM, 'Orders:'))).toEqual([
      '16: Orders',
      '22: Orders',
      '28: Orders',
      '28: Orders',
      '35: Orders',
      '36: Orders',
      '37: Orders',
    ]);
  });

  test('of a function those of the role that SAM makes for it too', () => {
    expect(refer(at(SAM, 'Worker:'), true)).toEqual(['17: Worker', '42: WorkerRole']);
    expect(refer(at(SAM, 'WorkerRole'), true)).toEqual(['17: Worker', '42: WorkerRole']);
  });

  test('of a role are the functions that act by it', () => {
    const template = `Resources:
  Ro$0le:
    Type: AWS::IAM::Role
  A:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
  B:
    Type: AWS::Lambda::Function
    Properties:
      Role: { 'Fn::GetAtt': 'Role.Arn' }
`;
    expect(refer(template)).toEqual(['7: Role', '11: Role']);
  });

  test('of a condition and of a parameter', () => {
    expect(refer(at(SAM, 'IsProd:'))).toEqual(['6: IsProd', '6: IsProd', '12: IsProd', '28: IsProd', '41: IsProd']);
    expect(refer(at(SAM, 'Stage:'))).toEqual(['5: Stage', '25: Stage', '28: Stage']);
  });
});

describe('rename', () => {
  test('changes the name wherever it stands, and nothing else', () => {
    const expected = SAM.replaceAll(/\bOrders\b/g, 'Purchases').replace(
      "!Sub ['${Purchases}${Queue.Arn}', { Purchases: x }]",
      "!Sub ['${Orders}${Queue.Arn}', { Orders: x }]",
    );
    expect(renamed(at(SAM, 'Orders.Arn'), 'Purchases')).toBe(expected);
  });

  test('changes what SAM makes of it too', () => {
    expect(renamed(at(SAM, 'Worker:'), 'Runner')).toBe(SAM.replaceAll('Worker', 'Runner'));
  });

  test('leaves what SAM makes for all functions alone', () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Serv:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } }
Outputs:
  Api: { Value: !Ref ServerlessRestApi }
  Alias: { Value: !Sub '\${ServAliaslive} \${Serv.Version}' }
`;
    const expected = text.replace('  Serv:', '  Runner:').replace('ServAlias', 'RunnerAlias').replace('Serv.V', 'Runner.V');
    expect(renamed(at(text, 'Serv:'), 'Runner')).toBe(expected);
  });

  test('of what an anchor repeats once', () => {
    const text =
      'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n  A: &a\n    Type: AWS::SNS::Topic\n    DependsOn: Queue\n    Metadata: !Ref Queue\n  B: *a\n';
    expect(renamed(at(text, 'Queue:'), 'Jobs')).toBe(
      text.replace('Queue:', 'Jobs:').replaceAll(/On: Queue|Ref Queue/g, (use) => use.replace('Queue', 'Jobs')),
    );
  });

  test('of conditions, parameters and mappings', () => {
    expect(renamed(at(SAM, 'IsProd'), 'Live')).toBe(SAM.replaceAll('IsProd', 'Live'));
    expect(renamed(at(SAM, 'Stage'), 'Level')).toBe(SAM.replaceAll('Stage', 'Level'));
    expect(renamed(at(SAM, 'Sizes'), 'Memory')).toBe(SAM.replaceAll('Sizes', 'Memory'));
  });

  test('in JSON, through escapes', () => {
    const json = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "X": {"Y": {"Fn::Sub": "\\u0022${Q$0ueue.Arn}"}}}}';
    expect(renamed(json, 'Jobs')).toBe(json.replace('$0', '').replaceAll('"Queue"', '"Jobs"').replace('${Queue', '${Jobs'));
  });

  test('in a file that the service names', () => {
    const service =
      'service: shop\nprovider:\n  name: aws\nfunctions:\n  a:\n    handler: x\n    role: O$0wn\nresources: ${file(roles.yml)}\n';
    const roles = 'Resources:\n  Own:\n    Type: AWS::IAM::Role\n';
    expect(renamed(service, 'Mine', { 'roles.yml': roles })).toBe(
      `${roles.replace('Own', 'Mine')}---\n${service.replace('O$0wn', 'Mine')}`,
    );
  });

  test.each([
    ['WorkerRole', 'X', "'WorkerRole' is made by SAM for 'Worker'; rename that"],
    ['Orders:', 'Queue', "'Queue' is declared in this template already"],
    ['Orders:', 'Stage', "'Stage' is declared in this template already"],
    ['Orders:', 'WorkerRole', "'WorkerRole' is the logical id of what is made for 'Worker'"],
    ['Orders:', 'my-orders', "'my-orders' is no logical id: up to 255 letters and digits, nothing else"],
    ['Orders:', '12', "YAML does not read '12' as a text"],
    ['Queue:', 'Orders', "'Orders' is declared in this template already"],
    ['Statement', 'X', 'no name here'],
  ])('of %j to %j is refused', (word, to, reason) => {
    expect(renamed(at(SAM, word), to)).toBe(reason);
  });

  test('is refused where a variable of an Fn::Sub would hide the new name', () => {
    const text =
      "Resources:\n  Or$0ders:\n    Type: AWS::SQS::Queue\n  B:\n    Type: AWS::SNS::Topic\n    P: !Sub ['${Orders}${Name}', { Name: x }]\n";
    expect(renamed(text, 'Name')).toBe("'Name' is a variable of an Fn::Sub that names 'Orders'");
  });

  test('is refused where SAM would make a name that is taken', () => {
    const text = SAM.replace('  Queue:\n', '  RunnerRole: { Type: AWS::IAM::Role }\n  Queue:\n');
    expect(renamed(at(text, 'Worker:'), 'Runner')).toBe("SAM would make 'RunnerRole' of it, which is declared in this template already");
  });

  test('is refused of what nothing declares, or uses already', () => {
    const text = 'Resources:\n  A:\n    Type: AWS::SQS::Queue\n  B:\n    Type: AWS::SQS::Queue\n    DependsOn: Gone\n';
    expect(renamed(at(text, 'Gone'), 'X')).toBe("'Gone' is not declared in this template");
    expect(renamed(at(text, 'A:'), 'Gone')).toBe("'Gone' is used in this template already, though nothing declares it");
  });

  test('is refused while the text cannot be read as a whole', () => {
    const broken = `${SAM}  Broken: "unterminated\n`;
    expect(renamed(at(broken, 'Orders:'), 'Purchases')).toMatch(/^The template has a syntax error/);
  });

  test('of a function of Serverless is refused', () => {
    const service = 'service: a\nprovider: { name: aws }\nfunctions:\n  he$0llo: { handler: x }\n';
    expect(renamed(service, 'X')).toMatch(/^'HelloLambdaFunction' is the logical id that the Serverless Framework makes/);
    const role = 'service: a\nprovider: { name: aws }\nresources: { Outputs: { R: { Value: !Ref IamRole$0LambdaExecution } } }\n';
    expect(renamed(role, 'X')).toBe("'IamRoleLambdaExecution' is made by the framework; it cannot be chosen");
  });

  test('is prepared with the name as it stands', () => {
    const document = openMarked(at(SAM, 'Orders.Arn}/index'));
    const prepared = document.analysis.prepareRename(document.uri, document.cursor);
    expect(prepared).toMatchObject({ kind: 'renamable', name: 'Orders' });
    if (prepared?.kind === 'renamable') expect(drawAt(document, [prepared.place])).toEqual(['37: Orders']);
  });
});
