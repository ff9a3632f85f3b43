import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CodeLens } from 'vscode-languageserver/node';
import { CodeLensRequest, DocumentSymbolRequest, ExecuteCommandRequest, InlayHintRequest } from 'vscode-languageserver/node';
import type { ClientOptions, TestClient } from './client.ts';
import { FULL, SIMPLE, startClient } from './client.ts';

const EDITOR: ClientCapabilities = {
  workspace: { ...FULL.workspace, executeCommand: {} },
  textDocument: {
    ...FULL.textDocument,
    codeLens: {},
    inlayHint: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: {},
    references: {},
    rename: { prepareSupport: true },
  },
};

const TEMPLATE = `Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action:
                  - dynamodb:GetItem
                  - dynamodb:Query
                  - sqs:Send*
                Resource: !GetAtt Table.Arn
`;

async function open(options: ClientOptions = {}, text = TEMPLATE): Promise<TestClient> {
  const client = await startClient({ capabilities: EDITOR, ...options });
  await client.open('template.yaml', text);
  return client;
}

function lenses(client: TestClient): Promise<CodeLens[] | null> {
  return client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: client.uri('template.yaml') } });
}

test('a client is told of what it can show, and of nothing else', async () => {
  const full = (await startClient({ capabilities: EDITOR })).initialized.capabilities;
  expect(full).toMatchObject({
    codeLensProvider: {},
    inlayHintProvider: true,
    documentSymbolProvider: { label: 'Leastwise' },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    executeCommandProvider: { commands: ['leastwise.showPermissions'] },
  });
  const simple = (await startClient({ capabilities: SIMPLE })).initialized.capabilities;
  for (const name of Object.keys(full)) {
    const shown = /codeLens|inlayHint|documentSymbol|definition|references|rename|executeCommand/.test(name);
    if (shown) expect(simple).not.toHaveProperty(name);
  }
});

describe('code lens', () => {
  test('says what a role may do, and names it to the command', async () => {
    const client = await open();
    expect(await lenses(client)).toEqual([
      {
        range: { start: { line: 3, character: 2 }, end: { line: 3, character: 6 } },
        command: {
          title: '2 actions · 1 resource · 1 wildcard',
          command: 'leastwise.showPermissions',
          arguments: [client.uri('template.yaml'), 'Role'],
        },
      },
    ]);
  });
});
