import { expect, test } from 'vitest';
import type { ClientCapabilities, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { DefinitionRequest, PrepareRenameRequest, ReferencesRequest, RenameRequest } from 'vscode-languageserver/node';
import type { TestClient } from './client.ts';
import { applyEdit, FULL, startClient } from './client.ts';

const CAPABILITIES: ClientCapabilities = {
  ...FULL,
  textDocument: { ...FULL.textDocument, definition: {}, references: {}, rename: { prepareSupport: true } },
};

const SERVICE = `service: shop
provider:
  name: aws
functions:
  hello:
    handler: app.handler
    role: Own
resources: \${file(roles.yml)}
`;

const ROLES = 'Resources:\n  Own:\n    Type: AWS::IAM::Role\nOutputs:\n  Role:\n    Value: !GetAtt Own.Arn\n';

async function start(): Promise<TestClient> {
  const client = await startClient({ capabilities: CAPABILITIES, files: { 'roles.yml': ROLES } });
  await client.open('serverless.yml', SERVICE);
  return client;
}

function at(client: TestClient, name: string, text: string) {
  return { textDocument: { uri: client.uri(name) }, position: client.after(name, text) };
}

function lines(client: TestClient, locations: Location | Location[] | unknown): readonly string[] {
  const list = Array.isArray(locations) ? (locations as Location[]) : [];
  return list.map(({ uri, range }) => `${uri.slice(client.uri('').length).replace(/^\//, '')}:${range.start.line + 1}`).sort();
}

test('a definition is found in a file that no editor has open, before any diagnosis', async () => {
  const client = await start();
  const found = await client.connection.sendRequest(DefinitionRequest.type, at(client, 'serverless.yml', 'role: Ow'));
  expect(lines(client, found)).toEqual(['roles.yml:2']);
});

test('references in a file that the service names are found from either', async () => {
  const client = await start();
  const ask = (name: string, text: string) =>
    client.connection.sendRequest(ReferencesRequest.type, { ...at(client, name, text), context: { includeDeclaration: true } });
  expect(lines(client, await ask('serverless.yml', 'role: Ow'))).toEqual(['roles.yml:2', 'roles.yml:6', 'serverless.yml:7']);
  await client.open('roles.yml', ROLES);
  expect(lines(client, await ask('roles.yml', '!GetAtt Ow'))).toEqual(['roles.yml:2', 'roles.yml:6', 'serverless.yml:7']);
});

test('a rename changes every file, or says why not', async () => {
  const client = await start();
  const place = at(client, 'serverless.yml', 'role: Ow');
  expect(await client.connection.sendRequest(PrepareRenameRequest.type, place)).toEqual({
    range: { start: { line: 6, character: 10 }, end: { line: 6, character: 13 } },
    placeholder: 'Own',
  });
  const edit = await client.connection.sendRequest(RenameRequest.type, { ...place, newName: 'Mine' });
  expect(texts(edit)).toEqual({ 'roles.yml': ROLES.replaceAll('Own', 'Mine'), 'serverless.yml': SERVICE.replace('Own', 'Mine') });
  await expect(client.connection.sendRequest(RenameRequest.type, { ...place, newName: 'not-so' })).rejects.toMatchObject({
    code: -32803,
    message: expect.stringContaining("'not-so' is no logical id"),
  });
  const hello = at(client, 'serverless.yml', 'hell');
  await expect(client.connection.sendRequest(PrepareRenameRequest.type, hello)).rejects.toMatchObject({ code: -32803 });
  expect(await client.connection.sendRequest(PrepareRenameRequest.type, at(client, 'serverless.yml', 'app.h'))).toBeNull();
});

/** The texts of all files after an edit, by name. */
function texts(edit: WorkspaceEdit | null): Readonly<Record<string, string>> {
  const changes = edit?.documentChanges ?? [];
  return Object.fromEntries(
    changes.flatMap((change) => {
      if (!('textDocument' in change)) return [];
      const name = change.textDocument.uri.split('/').at(-1) ?? '';
      const sorted = change.edits.toSorted((a, b) => ('range' in a && 'range' in b ? b.range.start.line - a.range.start.line : 0));
      const text = sorted.reduce(
        (before, one) => applyEdit(before, 'newText' in one ? one : undefined),
        name === 'roles.yml' ? ROLES : SERVICE,
      );
      return [[name, text]];
    }),
  );
}
