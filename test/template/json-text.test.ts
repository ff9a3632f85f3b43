import { describe, expect, test } from 'vitest';
import { drawFindings, parseMarked } from '../support/marked-source.ts';
import { drawParts, drawSources, drawStatements, readTemplate } from '../support/template.ts';

/** Compares the parts of every action and resource with those drawn under the source. */
function checkParts(marked: string): void {
  const source = parseMarked(marked);
  expect(drawParts(readTemplate(source.text))).toBe(drawFindings(source.text, source.marks));
}

describe('JSON text in a string', () => {
  test('literal, with text of Fn::Sub', () => {
    checkParts(`Resources:
  Bucket: {Type: AWS::S3::Bucket}
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: !Sub |
        {
          "Statement": [{
            "Effect": "Allow",
            "Action": "s3:GetObject",
                       ^^^^^^^^^^^^ s3:GetObject
            "Resource": ["\${Bucket.Arn}/\${!aws:username}", "\${Nothing}"]
                          ^^^^^^^^^^^^^ attribute Bucket.Arn
                                       ^^^^^^^^^^^^^^^^^ /\${aws:username}
                                                            ^^^^^^^^^^ unknown Nothing
          }]
        }
`);
  });

  test('double quoted, with escapes', () => {
    checkParts(`Resources:
  P:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyDocument: "{\\"Statement\\":{\\"Action\\":\\"logs:*\\",\\"Resource\\":\\"\${AWS::Region}\\"}}"
                                                    ^^^^^^ logs:*
                                                                            ^^^^^^^^^^^^^^ \${AWS::Region}
`);
  });

  test('folded and single quoted', () => {
    checkParts(`Resources:
  P:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyDocument: >-
        {"Statement":
          {"Action": "logs:*"}}
                      ^^^^^^ logs:*
  Q:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyDocument: '{"Statement":{"Action":"logs:''s"}}'
                                               ^^^^^^^^ logs:'s
`);
  });

  test.each([
    ['of Fn::Sub, long form', `{'Fn::Sub': '{"Statement":{"Resource":"\${B}/x"}}'}`, 'Resource ${B}/x'],
    ['of Fn::Sub with a map', `!Sub ['{"Statement":{"Resource":"\${X}/x"}}', {X: !GetAtt B.Arn}]`, 'Resource ${B.Arn}/x'],
    ['of Fn::Sub in a branch', `!If [A, !Sub '{"Statement":{"Resource":"\${B}/x"}}', !Ref AWS::NoValue]`, 'Resource ${B}/x [A]'],
    ['without Fn::Sub', `'{"Statement":{"Resource":"\${B}/x"}}'`, 'Resource ${B}/x'],
    ['with a symbol in place of a value', `!Sub '{"Statement":{"Resource":\${B}}}'`, 'Resource ${B}'],
    ['that breaks off', `'{"Statement":[{"Effect":"Allow","Action":"s3:Get'`, 'Allow Action s3:Get'],
    ['that is a document in a list', `'[{"Effect":"Allow","Action":"a:b"}]'`, 'Allow Action a:b'],
  ])('%s', (_, value, drawn) => {
    const text = `Resources:\n  B: {Type: AWS::S3::Bucket}\n  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${value}}}\n`;
    expect(drawStatements(readTemplate(text))).toBe(drawn);
  });

  test('what is wrong with it is a problem of the template', () => {
    const text = `Resources:\n  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: '{"Statement":[}'}}\n`;
    const { template } = readTemplate(text);
    expect(template.problems.map(({ code, range }) => [code, range.unit.name])).toContainEqual(['syntax', 'Resources/P']);
  });

  test('other text where a document should be is none', () => {
    const text = "Resources:\n  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: 'a text, of words.'}}\n";
    expect(drawSources(readTemplate(text))).toBe('');
  });
});
