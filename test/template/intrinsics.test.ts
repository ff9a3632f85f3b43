import { describe, expect, test } from 'vitest';
import { drawFindings, parseMarked } from '../support/marked-source.ts';
import type { ReadOptions } from '../support/template.ts';
import { drawParts, drawStatements, readTemplate } from '../support/template.ts';

/** Compares the parts of every action and resource with those drawn under the source. */
function checkParts(marked: string, options?: ReadOptions): void {
  const source = parseMarked(marked);
  expect(drawParts(readTemplate(source.text, options))).toBe(drawFindings(source.text, source.marks));
}

/** A template whose only policy allows `s3:GetObject` on the value given, in YAML. */
function onResource(value: string, sections = ''): string {
  return `${sections}Resources:
  Bucket: {Type: AWS::S3::Bucket}
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Resource: ${value}
`;
}

function resourceOf(value: string, sections?: string): string {
  return drawStatements(readTemplate(onResource(value, sections))).replace('Allow Resource ', '');
}

describe('ranges of the parts', () => {
  test('in YAML', () => {
    checkParts(`Parameters: {Stage: {Type: String}}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: [s3:GetObject, "s3:\\x50ut*"]
                   ^^^^^^^^^^^^ s3:GetObject
                                  ^^^^^^^^^^ s3:Put*
          Resource:
            - !Sub '\${Bucket.Arn}/\${!aws:username}/it''s/\${Stage}'
                    ^^^^^^^^^^^^^ attribute Bucket.Arn
                                 ^^^^^^^^^^^^^^^^^^^^^^^^ /\${aws:username}/it's/
                                                         ^^^^^^^^ parameter Stage
            - !GetAtt Bucket.Arn
                      ^^^^^^^^^^ attribute Bucket.Arn
            - Fn::GetAtt: [Bucket, Arn]
              ^^^^^^^^^^^^^^^^^^^^^^^^^ attribute Bucket.Arn
            - !Join [':', ['arn:aws:s3::', !Ref Bucket]]
                      ^ :
                            ^^^^^^^^^^^^ arn:aws:s3::
                                                ^^^^^^ ref Bucket
            - !Sub ['\${B}/x', {B: !ImportValue shared}]
                         ^^ /x
                                               ^^^^^^ import Fn::ImportValue(shared)
`);
  });

  test('of pieces of Fn::Split', () => {
    checkParts(`Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: !Split [',', 's3:Get*,s3:Put*']
                                ^^^^^^^ s3:Get*
                                        ^^^^^^^ s3:Put*
`);
  });

  test('of JSON', () => {
    checkParts(`{"Resources":{"B":{"Type":"AWS::S3::Bucket"},"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":{
  "Statement": [{"Effect":"Allow","Action":"s3:\\u0047et*",
                                            ^^^^^^^^^^^^ s3:Get*
    "Resource":[{"Fn::Sub":"\${B.Arn}/*"},{"Ref":"B"},{"Fn::GetAtt":["B","Arn"]}]}]
                            ^^^^^^^^ attribute B.Arn
                                    ^^ /*
                                                 ^ ref B
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ attribute B.Arn
}}}}}`);
  });

  test('with emoji, CRLF and a BOM', () => {
    checkParts('\uFEFF# 🐘\r\nStatement:\r\n  Effect: Allow\r\n  Action: "🐘:Get*"\r\n           ^^^^^^^ 🐘:Get*\r\n');
  });
});

describe('what a value comes to', () => {
  const sections = `Parameters:
  Stage: {Type: String, Default: dev}
  Path: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
  Arns: {Type: CommaDelimitedList}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
`;

  test.each([
    ["!Ref 'Bucket'", '${Bucket}'],
    ['{Ref: Stage}', '${Stage}'],
    ['!Ref AWS::Region', '${AWS::Region}'],
    ['!Ref Nothing', '${Nothing} …'],
    ['!Ref Arns', '${Arns} …'],
    ['[!Ref Stage]', '${Stage}'],
    ['!GetAtt [Bucket, Arn]', '${Bucket.Arn}'],
    ["{'Fn::GetAtt': Bucket.Arn}", '${Bucket.Arn}'],
    ['!GetAtt [Bucket, !Ref Stage]', '${Bucket.${Stage}}'],
    ["!Sub 'a-${Stage}-${AWS::AccountId}'", 'a-${Stage}-${AWS::AccountId}'],
    ["!Sub 'a-${iot:ClientId}'", 'a-${iot:ClientId}'],
    ["!Sub ['${a}${b}', {a: x, b: !Sub '${Stage}y'}]", 'x${Stage}y'],
    ["!Sub ['${Bucket}', {Bucket: other}]", 'other'],
    ["!Sub 'open ${'", 'open ${'],
    ["!Join ['/', [a, !Join [':', [b, c]], !GetAtt Bucket.Arn]]", 'a/b:c/${Bucket.Arn}'],
    ["!Join [',', !Ref Arns]", '${Fn::Join(,,Ref(Arns))}'],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select [0, !Split ['-', !Ref Stage]]", '${Fn::Select(0,Fn::Split(-,Ref(Stage)))}'],
    ["!ImportValue 'shared-arn'", '${Fn::ImportValue(shared-arn)}'],
    ["{'Fn::ImportValue': !Sub '${Stage}-arn'}", '${Fn::ImportValue(${Stage}-arn)}'],
    ['!FindInMap [Map, !Ref AWS::Region, arn]', '${Fn::FindInMap(Map,Ref(AWS::Region),arn)} …'],
    ['!Base64 x', '${Fn::Base64(x)}'],
    ["!Split [',', !Sub 'a,${Stage},b']", 'a, ${Stage}, b …'],
    ["!Split [',', !Ref Stage]", '${Stage} …'],
    ['!If [Prod, a, b]', 'a [Prod], b [!Prod]'],
    ['!If [Prod, [a, b], !Ref AWS::NoValue]', 'a [Prod], b [Prod]'],
    ['[a, !If [Prod, !If [Other, b, c], !Ref AWS::NoValue]]', 'a, b [Prod Other], c [Prod !Other]'],
    ['!If [Prod, !If [Prod, a, never], b]', 'a [Prod], b [!Prod]'],
    ['!If [Prod]', ' …'],
    ['!Ref AWS::NoValue', ''],
    ['7', ' …'],
    ['{a: b}', ' …'],
    ['[a, null, 7, {b: c}, [d], e]', 'a, e …'],
    ["'a-{{resolve:ssm:/x}}'", 'a-${resolve:ssm:/x}'],
    ["!Sub 'a-{{resolve:ssm:/x/${Stage}}}-b'", 'a-${resolve:ssm:/x/${Stage}}-b'],
    ["'{{resolve:ssm:/x}}}'", '${resolve:ssm:/x}}'],
    ["'${aws:username}/${Stage}'", '${aws:username}/${Stage}'],
    ["'a-${self:custom.x}'", 'a-${self:custom.x}'],
  ])('%s', (value, drawn) => {
    expect(resourceOf(value, sections)).toBe(drawn);
  });

  test('a policy variable in a plain string is text, not a symbol', () => {
    const text = readTemplate(onResource("'${aws:username}/${Bucket}'")).policies[0]?.statements[0]?.resource?.values[0]?.text;
    expect(text?.parts.map((part) => part.kind)).toEqual(['literal']);
  });

  test('how a symbol is known', () => {
    const value = "['${x}', !Ref Stage, !Ref Path, !GetAtt Bucket.Arn, !Ref Bucket, !Ref AWS::StackId]";
    const values = readTemplate(onResource(value, sections)).policies[0]?.statements[0]?.resource?.values ?? [];
    const symbols = values.flatMap(({ text }) => text.parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : [])));
    expect(
      symbols.map(({ key, defaultValue, resourceType, value: known }) => [
        key,
        defaultValue,
        resourceType,
        known?.kind,
        known?.resourceTypes[0],
      ]),
    ).toEqual([
      ['Stage', 'dev', undefined, undefined, undefined],
      ['Path', undefined, undefined, undefined, undefined],
      ['Bucket.Arn', undefined, 'AWS::S3::Bucket', 'arn', 's3:bucket'],
      ['Bucket', undefined, 'AWS::S3::Bucket', 'name', undefined],
      ['AWS::StackId', undefined, undefined, 'arn', 'cloudformation:stack'],
    ]);
  });

  test('equal functions have equal keys, however they are written', () => {
    const value = "[!Select [0, !Ref Arns], {'Fn::Select': [0, {Ref: Arns}]}, !Select [1, !Ref Arns]]";
    const values = readTemplate(onResource(value, sections)).policies[0]?.statements[0]?.resource?.values ?? [];
    const keys = values.map(({ text }) => (text.parts[0]?.kind === 'symbol' ? text.parts[0].symbol.key : ''));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });
});

test('the form says how a value was written', () => {
  const value = "[a, !Sub b, !Ref Bucket, !GetAtt Bucket.Arn, !Join ['', [c]], !Select [0, [d]]]";
  const values = readTemplate(onResource(value)).policies[0]?.statements[0]?.resource?.values ?? [];
  expect(values.map(({ text }) => text.form)).toEqual(['literal', 'sub', 'ref', 'getAtt', 'join', 'other']);
});
