import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { BROKEN } from '../cli/run.ts';
import { actions, complete, find } from './ask.ts';
import type { TestClient } from './client.ts';
import { FULL, startClient } from './client.ts';

interface Question {
  readonly method: string;
  params(client: TestClient): Promise<object>;
}

/** What there are names, a lens and a hint in. */
const TEMPLATE = `${BROKEN}  Worker:
    Type: AWS::IAM::Role
    DependsOn: Role
    Properties:
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: sqs:Send*
              Resource: arn:aws:sqs:eu-west-1:123456789012:jobs
`;

const named = (client: TestClient) => ({ textDocument: { uri: client.uri('template.yaml') } });

const atName = (client: TestClient) => ({ ...named(client), position: client.after('template.yaml', 'DependsOn: Ro') });

const at = (client: TestClient) => ({
  textDocument: { uri: client.uri('template.yaml') },
  position: client.after('template.yaml', 's3:Delete'),
});

/** Every request of the server that an edit overtakes. */
const POSITIONAL: readonly Question[] = [
  { method: 'textDocument/completion', params: async (client) => at(client) },
  { method: 'textDocument/hover', params: async (client) => at(client) },
  {
    method: 'textDocument/codeAction',
    async params(client) {
      const { textDocument, position } = at(client);
      return { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } };
    },
  },
  { method: 'leastwise/scaffold', params: async (client) => at(client) },
  { method: 'textDocument/codeLens', params: async (client) => named(client) },
  { method: 'textDocument/documentSymbol', params: async (client) => named(client) },
  {
    method: 'textDocument/inlayHint',
    params: async (client) => ({ ...named(client), range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } }),
  },
  { method: 'textDocument/definition', params: async (client) => atName(client) },
  { method: 'textDocument/references', params: async (client) => ({ ...atName(client), context: { includeDeclaration: true } }) },
  { method: 'textDocument/prepareRename', params: async (client) => atName(client) },
  { method: 'textDocument/rename', params: async (client) => ({ ...atName(client), newName: 'Other' }) },
  { method: 'leastwise/permissions', params: async (client) => named(client) },
];

/** Every other one. */
const OTHERS: readonly Question[] = [
  { method: 'textDocument/diagnostic', params: async (client) => ({ textDocument: { uri: client.uri('template.yaml') } }) },
  { method: 'completionItem/resolve', params: async (client) => find(await complete(client, 'policy.json', '"s3:GetObj'), 's3:GetObject') },
  {
    method: 'codeAction/resolve',
    params: async (client) => find(await actions(client, 'template.yaml', 'Resource: *'), 'Put it in quotes'),
  },
  { method: 'leastwise/ruleDocumentation', params: async () => ({ rule: 'unquoted-star' }) },
];

async function start(capabilities = FULL): Promise<TestClient> {
  const client = await startClient({ capabilities });
  await client.open('template.yaml', TEMPLATE);
  await client.open('policy.json', '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObj", "Resource": "arn:aws:s3:::a/*"}]}');
  return client;
}

describe('a cancelled request is answered so, and the next one is answered', () => {
  test.each([...POSITIONAL, ...OTHERS])('$method', async ({ method, params }) => {
    const client = await start();
    const asked = await params(client);
    const source = new CancellationTokenSource();
    const cancelled = client.connection.sendRequest(method, asked, source.token);
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: -32800 });
    expect(await client.connection.sendRequest(method, asked)).not.toBeNull();
  });
});

describe('a request that an edit overtakes is not answered for another text', () => {
  test.each(POSITIONAL)('$method', async ({ method, params }) => {
    const client = await start();
    const asked = await params(client);
    const overtaken = client.connection.sendRequest(method, asked);
    const edited = client.edit('template.yaml', 'Deny', 'Denyy');
    await expect(overtaken).rejects.toMatchObject({ code: -32801 });
    await edited;
    expect(await client.connection.sendRequest(method, asked)).not.toBeNull();
  });
});

test('a cancelled list of code actions with their edits makes no further edit', async () => {
  let pauses = 0;
  const client = await startClient({
    capabilities: { textDocument: { diagnostic: {} } },
    host: (host) => ({
      ...host,
      pause() {
        pauses++;
        return host.pause();
      },
    }),
  });
  await client.open('template.yaml', BROKEN);
  const params = {
    textDocument: { uri: client.uri('template.yaml') },
    range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    context: { diagnostics: [] },
  };
  await client.connection.sendRequest('textDocument/codeAction', params);
  const whole = pauses;
  const source = new CancellationTokenSource();
  const cancelled = client.connection.sendRequest('textDocument/codeAction', params, source.token);
  source.cancel();
  await expect(cancelled).rejects.toMatchObject({ code: -32800 });
  expect(pauses - whole).toBeLessThan(whole);
});
