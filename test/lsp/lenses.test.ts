import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CodeLens, InlayHint } from 'vscode-languageserver/node';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';
import type { ClientOptions, TestClient } from './client.ts';
import { FULL, SIMPLE, startClient } from './client.ts';

const EDITOR: ClientCapabilities = {
  workspace: { ...FULL.workspace, executeCommand: {}, codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
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
                  - dynamodb:Batch*
                Resource: !GetAtt Table.Arn
`;

/** A client that shows everything, with the template open. */
async function open(options: ClientOptions = {}, text = TEMPLATE): Promise<TestClient> {
  const client = await startClient({ capabilities: EDITOR, ...options });
  client.connection.onRequest(CodeLensRefreshRequest.type, () => {});
  client.connection.onRequest(InlayHintRefreshRequest.type, () => {});
  await client.open('template.yaml', text);
  return client;
}

function named(client: TestClient, name = 'template.yaml') {
  return { textDocument: { uri: client.uri(name) } };
}

function lenses(client: TestClient, name = 'template.yaml'): Promise<CodeLens[] | null> {
  return client.connection.sendRequest(CodeLensRequest.type, named(client, name));
}

function hints(client: TestClient): Promise<InlayHint[] | null> {
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  return client.connection.sendRequest(InlayHintRequest.type, { ...named(client), range });
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
  const simple = Object.keys((await startClient({ capabilities: SIMPLE })).initialized.capabilities);
  expect(simple.filter((name) => /codeLens|inlayHint|documentSymbol|definition|references|rename|executeCommand/.test(name))).toEqual([]);
});

describe('code lens', () => {
  test('says what a role may do, and names it to the command', async () => {
    const client = await open();
    expect(await lenses(client)).toEqual([
      {
        range: { start: { line: 3, character: 2 }, end: { line: 3, character: 6 } },
        command: {
          title: '3 actions · 1 resource · 1 wildcard',
          command: 'leastwise.showPermissions',
          arguments: [client.uri('template.yaml'), 'Role'],
        },
      },
    ]);
  });

  test('follows an edit', async () => {
    const client = await open();
    await lenses(client);
    await client.edit('template.yaml', 'dynamodb:Batch*', 'dynamodb:Query');
    expect((await lenses(client))?.map(({ command }) => command?.title)).toEqual(['2 actions · 1 resource']);
  });

  test('is none in what is none of ours, or ignored', async () => {
    const client = await open({ files: { 'leastwise.config.yaml': 'ignore: [template.yaml]\n' } });
    expect(await lenses(client)).toBeNull();
    await client.open('other.yaml', 'on: push\njobs: {}\n');
    expect(await lenses(client, 'other.yaml')).toBeNull();
    expect(await lenses(client, 'gone.yaml')).toBeNull();
  });

  test('stands in a file of functions too, with what the service that names it gives them; so does the tree', async () => {
    const client = await startClient({ capabilities: EDITOR });
    await client.open(
      'serverless.yml',
      "service: shop\nprovider:\n  name: aws\n  iam: { role: { statements: [{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*' }] } }\nfunctions: ${file(functions.yml)}\n",
    );
    await client.open('functions.yml', 'hello:\n  handler: app.handler\n');
    await client.pull('serverless.yml');
    expect((await lenses(client, 'functions.yml'))?.map(({ range, command }) => [range.start.line, command?.arguments])).toEqual([
      [0, [client.uri('serverless.yml'), 'HelloLambdaFunction']],
    ]);
    const ask = (principal?: string): Promise<readonly { readonly label: string }[]> =>
      client.connection.sendRequest('leastwise/permissions', {
        ...named(client, 'functions.yml'),
        ...(principal === undefined ? {} : { principal }),
      });
    expect((await ask()).map(({ label }) => label)).toEqual(['hello']);
    expect((await ask('HelloLambdaFunction')).map(({ label }) => label)).toContain('s3');
  });

  test('is no link in a client that sends no commands', async () => {
    const client = await open({ capabilities: { textDocument: { codeLens: {} } } });
    expect((await lenses(client))?.map(({ command }) => command?.command)).toEqual(['']);
  });

  test('asks for the permissions of what it was clicked at: a message where the client has no view for them', async () => {
    const client = await open();
    const [lens] = (await lenses(client)) ?? [];
    const { command = '', arguments: args = [] } = lens?.command ?? {};
    await client.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
    expect(client.messages).toEqual([
      'Role\ndynamodb (3 actions)\n  dynamodb:Batch* (2 actions: 1 read, 1 write) on Table\n  dynamodb:GetItem (read) on Table',
    ]);
    const viewing = await startClient({ capabilities: EDITOR, initializationOptions: { showsPermissions: true } });
    expect(viewing.initialized.capabilities.executeCommandProvider).toBeUndefined();
  });

  test('is asked for again when the settings or a file that is read have changed', async () => {
    const client = await startClient({ capabilities: EDITOR });
    const asked: string[] = [];
    const refreshed = new Promise<void>((settle) => {
      client.connection.onRequest(CodeLensRefreshRequest.type, () => void asked.push('lenses'));
      client.connection.onRequest(InlayHintRefreshRequest.type, () => {
        asked.push('hints');
        settle();
      });
    });
    await client.open('template.yaml', TEMPLATE);
    await lenses(client);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await refreshed;
    expect(asked).toEqual(['lenses', 'hints']);
  });
});

describe('inlay hints', () => {
  const long = TEMPLATE.replace(/Action:\n(?:.*- dynamodb.*\n)+/, 'Action: [dynamodb:Batch*, dynamodb:Get*]\n');

  test('stand behind wildcards', async () => {
    const client = await open();
    expect(await hints(client)).toEqual([
      {
        position: { line: 14, character: 35 },
        label: '2 actions: 1 read, 1 write',
        tooltip: expect.stringMatching(/^2 actions: 1 read, 1 write\. It also matches/),
        paddingLeft: true,
      },
    ]);
  });

  test('are left out where they crowd, unless the settings say otherwise', async () => {
    const count = async (setting: string | undefined): Promise<number | undefined> =>
      (await hints(await open({ settings: () => ({ inlayHints: setting }) }, long)))?.length;
    expect([await count(undefined), await count('on'), await count('off')]).toEqual([1, 2, undefined]);
  });
});

test('the outline names statements', async () => {
  const client = await open();
  expect(await client.connection.sendRequest(DocumentSymbolRequest.type, named(client))).toMatchObject([
    { name: 'Role', detail: 'AWS::IAM::Role', kind: 5, children: [{ name: 'Allow 3 dynamodb on Table', kind: 7, children: [] }] },
  ]);
});

describe('leastwise/permissions', () => {
  test('answers with the principals, then with what stands below one', async () => {
    const client = await open();
    const ask = (principal?: string): Promise<unknown> =>
      client.connection.sendRequest('leastwise/permissions', { ...named(client), ...(principal === undefined ? {} : { principal }) });
    const uri = client.uri('template.yaml');
    expect(await ask()).toEqual([
      {
        kind: 'role',
        id: 'Role',
        label: 'Role',
        description: '3 actions · 1 resource · 1 wildcard',
        tooltip: expect.any(String),
        location: { uri, range: { start: { line: 3, character: 2 }, end: { line: 3, character: 6 } } },
        children: [],
      },
    ]);
    const origin = { kind: 'origin', label: 'inline policy', location: { uri, range: { start: { line: 11, character: 16 } } } };
    expect(await ask('Role')).toMatchObject([
      {
        kind: 'service',
        label: 'dynamodb',
        children: [{ label: 'dynamodb:Batch*', children: [{ label: 'Table', children: [origin] }] }, {}],
      },
    ]);
    expect(await ask('Gone')).toEqual([]);
  });

  test('is null for what is none of ours', async () => {
    const client = await open({}, 'on: push\n');
    expect(await client.connection.sendRequest('leastwise/permissions', named(client))).toBeNull();
  });
});
