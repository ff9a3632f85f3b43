import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { findings, openText, waitFor } from './support.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Originals:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !GetAtt Originals.Arn
            - Effect: Allow
              Action: dynamodb:*
              Resource: '*'
`;

describe('a SAM template', () => {
  it('has findings with a rule, a place and a severity', async () => {
    const { document } = await openText('yaml', template);
    const found = await findings(document);
    assert.deepEqual(
      found.map(({ code, range, severity }) => [ruleOf(code), document.getText(range), vscode.DiagnosticSeverity[severity]]).sort(),
      [
        ['resource-type-mismatch', '!GetAtt Originals.Arn', 'Error'],
        ['wildcard-action', 'dynamodb:*', 'Warning'],
        ['wildcard-resource', "'*'", 'Warning'],
      ],
    );
  });

  it('links the rule of a finding to its page, which needs no network', async () => {
    const { document } = await openText('yaml', template);
    const codes = (await findings(document)).map(({ code }) => (typeof code === 'object' ? code.target.toString(true) : code));
    assert.deepEqual([...codes].sort(), [
      'command:leastwise.openRuleDocumentation?["resource-type-mismatch"]',
      'command:leastwise.openRuleDocumentation?["wildcard-action"]',
      'command:leastwise.openRuleDocumentation?["wildcard-resource"]',
    ]);
  });

  it('loses a finding with the text it was about', async () => {
    const editor = await openText('yaml', template);
    const before = await findings(editor.document);
    const place = editor.document.positionAt(template.indexOf('dynamodb:*'));
    await editor.edit((edit) => edit.replace(new vscode.Range(place, place.translate(0, 'dynamodb:*'.length)), 'dynamodb:GetItem'));
    await waitFor('one finding less', async () => ((await findings(editor.document)).length === before.length - 1 ? true : undefined));
  });

  it('offers fixes for a finding, and fix-all beside them', async () => {
    const { document } = await openText('yaml', template);
    const found = (await findings(document)).find(({ code }) => ruleOf(code) === 'resource-type-mismatch');
    assert(found);
    const fixes = await codeActions(document, found.range, vscode.CodeActionKind.QuickFix.value);
    assert(
      fixes.some(({ title, isPreferred }) => isPreferred === true && title.includes('/*')),
      fixes.map(({ title }) => title).join('\n'),
    );
    const all = await codeActions(document, found.range, 'source.fixAll.leastwise');
    assert.equal(all.length, 1);
  });

  it('is repaired by the command that fixes all, which leaves wildcards alone', async () => {
    const editor = await openText('yaml', template);
    await findings(editor.document);
    await vscode.commands.executeCommand('leastwise.fixAll');
    const expected = template.replace('!GetAtt Originals.Arn', "!Sub '${Originals.Arn}/*'");
    await waitFor('the repaired text', () => (editor.document.getText() === expected ? true : undefined));
  });

  it('completes an action and explains one', async () => {
    const { document } = await openText('yaml', template);
    await findings(document);
    const service = document.positionAt(template.indexOf('dynamodb:*') + 'dynamodb:'.length);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, service);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert(labels.includes('dynamodb:GetItem'), labels.join(' '));
    const action = document.positionAt(template.indexOf('GetObject'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, action);
    assert.match(hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n'), /s3:GetObject/);
  });
});

function codeActions(document: vscode.TextDocument, range: vscode.Range, kind: string): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind);
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
