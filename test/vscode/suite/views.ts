import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openText, waitFor } from './support.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:Batch*
              Resource: !GetAtt Orders.Arn
Outputs:
  Role:
    Value: !GetAtt WorkerRole.Arn
`;

describe('who may do what', () => {
  it('stands in a lens above each function, whose command exists', async () => {
    const { document } = await openText('yaml', template);
    const lenses = await lensesOf(document);
    assert.deepEqual(
      lenses.map(({ range }) => document.getText(range)),
      ['Worker'],
    );
    const [lens] = lenses;
    assert.match(lens?.command?.title ?? '', /^\d+ actions · 1 resource and \*/);
    assert.equal(lens?.command?.command, 'leastwise.showPermissions');
    await vscode.commands.executeCommand('leastwise.showPermissions', ...(lens?.command?.arguments ?? []));
  });

  it('stands in no lens where the setting says so', async () => {
    const { document } = await openText('yaml', template);
    await lensesOf(document);
    const settings = vscode.workspace.getConfiguration('leastwise', document);
    await settings.update('codeLens.enable', false, vscode.ConfigurationTarget.Global);
    await waitFor('no lens', async () => ((await allLenses(document)).length === 0 ? true : undefined));
    await settings.update('codeLens.enable', undefined, vscode.ConfigurationTarget.Global);
  });

  it('is hinted at behind a wildcard', async () => {
    const { document } = await openText('yaml', template);
    await lensesOf(document);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
    assert.deepEqual(
      hints.map(({ label, position }) => [label, position.line]),
      [['2 actions: 1 read, 1 write', 10]],
    );
  });
});

describe('the names of a template', () => {
  it('lead to their definitions and references', async () => {
    const { document } = await openText('yaml', template);
    await lensesOf(document);
    const at = document.positionAt(template.indexOf('WorkerRole'));
    const definitions = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, at);
    assert.deepEqual(
      definitions.map(({ range }) => range.start.line),
      [4],
    );
    const orders = document.positionAt(template.indexOf('Orders:'));
    const references = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, orders);
    assert.deepEqual(
      references.map(({ range }) => range.start.line),
      [2, 11],
    );
  });

  it('are renamed, what SAM makes of them too', async () => {
    const { document } = await openText('yaml', template);
    await lensesOf(document);
    const at = document.positionAt(template.indexOf('Worker:'));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at,
      'Runner',
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), template.replaceAll('Worker', 'Runner'));
  });

  it('are in the outline with their statements', async () => {
    const { document } = await openText('yaml', template);
    await lensesOf(document);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    const worker = symbols.find(({ name, detail }) => name === 'Worker' && detail === 'AWS::Serverless::Function');
    assert.deepEqual(
      worker?.children.map(({ name }) => name),
      ['Allow dynamodb:Batch* on Orders'],
    );
  });
});

function allLenses(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 10);
}

/** The lenses, once there are some: the server is there. */
function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  return waitFor('a lens', async () => {
    const lenses = await allLenses(document);
    return lenses.length > 0 ? lenses : undefined;
  });
}
