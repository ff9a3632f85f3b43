import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  WorkspaceFoldersRequest,
} from 'vscode-languageserver/node';
import { BROKEN, MENDED, MIXED, writeFiles } from '../cli/run.ts';
import type { TestClient } from './client.ts';
import { describeDiagnostics, FULL, itemsOf, relatedOf, SIMPLE, startClient } from './client.ts';

const SERVERLESS = 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: ${file(statements.yml)}\n';
const FRAGMENT = "- Effect: Permit\n  Action: [sqs:SendMessage]\n  Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'\n";

async function changedOnDisk(client: TestClient, name: string, type: FileChangeType = FileChangeType.Changed): Promise<void> {
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: client.uri(name), type }] });
}

describe('diagnostics asked for', () => {
  test('carry range, severity, rule and source', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    expect(itemsOf(await client.pull('template.yaml'))).toEqual([
      {
        range: { start: { line: 9, character: 22 }, end: { line: 9, character: 23 } },
        severity: 1,
        code: 'unquoted-star',
        source: 'leastwise',
        message: "'*' needs quotes: YAML reads it as a reference to an anchor",
      },
    ]);
  });

  test('follow edits', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    await client.edit('template.yaml', 'Resource: *', "Resource: '*'");
    expect(await client.findings('template.yaml')).toEqual([]);
    await client.edit('template.yaml', 'Deny', 'Permit');
    expect(await client.findings('template.yaml')).toEqual(['8:21 invalid-effect']);
  });

  test('count UTF-16 units behind an emoji', async () => {
    const client = await startClient();
    await client.open(
      'policy.json',
      '{"Statement": [{"Sid": "🪣", "Effect": "Permit", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}]}',
    );
    const [effect] = (await client.findings('policy.json')).filter((finding) => finding.endsWith('invalid-effect'));
    expect(effect).toBe('1:40 invalid-effect');
  });

  test('are unchanged while nothing that decides them changes', async () => {
    const client = await startClient();
    await client.open('template.yaml', MIXED);
    const first = await client.pull('template.yaml');
    const again = await client.pull('template.yaml', first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.edit('template.yaml', 'Permit', 'Deny');
    expect((await client.pull('template.yaml', first.resultId)).kind).toBe('full');
  });

  test('say nothing of files of others, and need no catalogue for it', async () => {
    const client = await startClient({ host: (host) => ({ ...host, readCatalog: () => Promise.reject(new Error('read')) }) });
    await client.open('lock.yaml', 'lockfileVersion: 9\npackages: {}\n');
    expect(await client.findings('lock.yaml')).toEqual([]);
    expect(client.messages).toEqual([]);
  });

  test('of a document that is not open are none', async () => {
    const client = await startClient({ files: { 'template.yaml': BROKEN } });
    expect(await client.findings('template.yaml')).toEqual([]);
  });

  test('without a catalogue are an error that the user is told of', async () => {
    const client = await startClient({
      host: (host) => ({ ...host, readCatalog: () => Promise.reject(new Error('the catalogue is missing')) }),
    });
    await client.open('template.yaml', BROKEN);
    await expect(client.pull('template.yaml')).rejects.toThrow('the catalogue is missing');
    expect(client.messages).toEqual(['Leastwise cannot work: the catalogue is missing']);
  });
});

describe('requests out of order', () => {
  test('a cancelled one is answered so, and the next one works', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const source = new CancellationTokenSource();
    const pulled = client.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri: client.uri('template.yaml') } },
      source.token,
    );
    source.cancel();
    await expect(pulled).rejects.toMatchObject({ code: -32800 });
    expect(await client.findings('template.yaml')).toEqual(['10:23 unquoted-star']);
  });

  test('one that an edit overtakes asks to be repeated, and never answers for the older text', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const overtaken = client.pull('template.yaml');
    const edited = client.edit('template.yaml', 'Resource: *', "Resource: '*'");
    await expect(overtaken).rejects.toMatchObject({ code: -32802, data: { retriggerRequest: true } });
    await edited;
    expect(await client.findings('template.yaml')).toEqual([]);
  });

  test('one for a document closed before its turn is given up', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const pulled = client.pull('template.yaml');
    const closed = client.close('template.yaml');
    await expect(pulled).rejects.toMatchObject({ code: -32802 });
    await closed;
    expect(await client.findings('template.yaml')).toEqual([]);
  });

  test('many at once for several documents are each answered for their own', async () => {
    const client = await startClient();
    const names = Array.from({ length: 10 }, (_, index) => `t${index}.yaml`);
    for (const [index, name] of names.entries()) await client.open(name, index % 2 === 0 ? BROKEN : MENDED);
    const all = await Promise.all(names.map((name) => client.findings(name)));
    expect(all.map((findings) => findings.length)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });
});

describe('configuration', () => {
  test('of the nearest file beats the settings, and its change asks for a refresh', async () => {
    const client = await startClient({
      files: { 'leastwise.config.yaml': 'rules: { invalid-effect: hint }' },
      settings: () => ({ rules: { 'invalid-effect': 'off', 'wildcard-resource': 'off' } }),
    });
    await client.open('app/template.yaml', MIXED);
    expect(itemsOf(await client.pull('app/template.yaml')).map(({ code, severity }) => [code, severity])).toEqual([['invalid-effect', 4]]);
    const refreshed = client.nextRefresh();
    writeFiles(client.folder, { 'app/leastwise.config.yaml': 'rules: { invalid-effect: off, wildcard-resource: error }' });
    await changedOnDisk(client, 'app/leastwise.config.yaml', FileChangeType.Created);
    await refreshed;
    expect(itemsOf(await client.pull('app/template.yaml')).map(({ code, severity }) => [code, severity])).toEqual([
      ['wildcard-resource', 1],
    ]);
  });

  test('that is open and unsaved is the one that holds', async () => {
    const client = await startClient();
    await client.open('template.yaml', MIXED);
    expect((await client.findings('template.yaml')).length).toBe(2);
    const refreshed = client.nextRefresh();
    await client.open('leastwise.config.yaml', 'rules:\n  wildcard-resource: off\n');
    await refreshed;
    expect(await client.findings('template.yaml')).toEqual(['11:21 invalid-effect']);
  });

  test('with something wrong in it has findings of its own', async () => {
    const client = await startClient();
    await client.open('leastwise.config.yaml', 'rules: { no-such-rule: off }\n');
    expect(itemsOf(await client.pull('leastwise.config.yaml')).map(({ message }) => message)).toEqual(["unknown rule 'no-such-rule'"]);
  });

  test('leaves out what it ignores', async () => {
    const client = await startClient({ files: { 'leastwise.config.yaml': 'ignore: [old/]' } });
    await client.open('old/template.yaml', BROKEN);
    expect(await client.findings('old/template.yaml')).toEqual([]);
  });

  test('in the settings is asked for again when it changes', async () => {
    let rules: Record<string, string> = {};
    const client = await startClient({ settings: () => ({ rules }) });
    await client.open('template.yaml', BROKEN);
    expect((await client.findings('template.yaml')).length).toBe(1);
    rules = { 'unquoted-star': 'off' };
    const refreshed = client.nextRefresh();
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await refreshed;
    expect(await client.findings('template.yaml')).toEqual([]);
  });
});

describe('fragments', () => {
  const related = { ...FULL, textDocument: { ...FULL.textDocument, diagnostic: { relatedDocumentSupport: true } } };

  test('have their findings with those of the document that names them', async () => {
    const client = await startClient({ files: { 'statements.yml': FRAGMENT }, capabilities: related });
    await client.open('serverless.yml', SERVERLESS);
    const report = await client.pull('serverless.yml');
    expect(itemsOf(report)).toEqual([]);
    const fragment = relatedOf(report)?.[client.uri('statements.yml')];
    expect(fragment).toMatchObject({ kind: 'full', items: [{ code: 'invalid-effect', range: { start: { line: 0, character: 10 } } }] });
  });

  test('mended on disk have them no more', async () => {
    const client = await startClient({ files: { 'statements.yml': FRAGMENT }, capabilities: related });
    await client.open('serverless.yml', SERVERLESS);
    await client.pull('serverless.yml');
    const refreshed = client.nextRefresh();
    writeFiles(client.folder, { 'statements.yml': FRAGMENT.replace('Permit', 'Deny') });
    await changedOnDisk(client, 'statements.yml');
    await refreshed;
    expect(relatedOf(await client.pull('serverless.yml'))?.[client.uri('statements.yml')]).toMatchObject({ kind: 'full', items: [] });
  });

  test('that are open have them once, from the buffer, whoever is asked first', async () => {
    const client = await startClient({ files: { 'statements.yml': FRAGMENT.replace('Permit', 'Deny') } });
    await client.open('serverless.yml', SERVERLESS);
    expect(await client.findings('serverless.yml')).toEqual([]);
    const refreshed = client.nextRefresh();
    await client.open('statements.yml', FRAGMENT);
    await refreshed;
    expect(await client.findings('serverless.yml')).toEqual([]);
    expect(await client.findings('statements.yml')).toEqual(['1:11 invalid-effect']);
  });

  test('that are gone, and come, and go again are followed', async () => {
    const client = await startClient({ capabilities: related });
    await client.open('serverless.yml', SERVERLESS);
    await client.pull('serverless.yml');
    writeFiles(client.folder, { 'statements.yml': FRAGMENT });
    await changedOnDisk(client, 'statements.yml', FileChangeType.Created);
    expect(relatedOf(await client.pull('serverless.yml'))?.[client.uri('statements.yml')]).toMatchObject({
      items: [{ code: 'invalid-effect' }],
    });
    rmSync(path.join(client.folder, 'statements.yml'));
    // A client may tell of a folder only.
    await changedOnDisk(client, '.', FileChangeType.Deleted);
    expect(relatedOf(await client.pull('serverless.yml'))?.[client.uri('statements.yml')]).toMatchObject({ items: [] });
  });

  test('outside of the workspace folder are not read', async () => {
    const read: string[] = [];
    const client = await startClient({
      host: (host) => ({
        ...host,
        readFile: (uri, root) => {
          read.push(uri);
          return host.readFile(uri, root);
        },
      }),
    });
    await client.open('serverless.yml', SERVERLESS.replace('statements.yml', '../../../etc/passwd'));
    expect(await client.findings('serverless.yml')).toEqual([]);
    expect(read).toEqual([client.uri('leastwise.config.yaml')]);
  });
});

describe('diagnostics sent', () => {
  test('to a client that does not ask, for the last of quick edits', async () => {
    const client = await startClient({ capabilities: SIMPLE });
    const published = client.nextPublished('template.yaml');
    await client.open('template.yaml', BROKEN);
    await client.edit('template.yaml', 'Resource: *', "Resource: '*'");
    await client.edit('template.yaml', 'Deny', 'Permit');
    const { version, diagnostics } = await published;
    expect([version, describeDiagnostics(diagnostics)]).toEqual([3, ['8:21 invalid-effect']]);
    expect(client.published.length).toBe(1);
  });

  test('are taken back when the document is closed', async () => {
    const client = await startClient({ capabilities: SIMPLE, files: { 'statements.yml': FRAGMENT } });
    const found = client.nextPublished('statements.yml');
    await client.open('serverless.yml', SERVERLESS);
    expect(describeDiagnostics((await found).diagnostics)).toEqual(['1:11 invalid-effect']);
    const cleared = client.nextPublished('statements.yml');
    await client.close('serverless.yml');
    expect((await cleared).diagnostics).toEqual([]);
  });

  test('are never sent to a client that asks', async () => {
    const client = await startClient();
    expect(client.initialized.capabilities.diagnosticProvider).toEqual({
      identifier: 'leastwise',
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    await client.open('template.yaml', BROKEN);
    await client.findings('template.yaml');
    await client.close('template.yaml');
    expect(client.published).toEqual([]);
  });

  test('need no request: such a client is not offered one', async () => {
    const client = await startClient({ capabilities: SIMPLE });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
  });
});

test('folders that come and go move the bound', async () => {
  const fragment = { 'shared/statements.yml': FRAGMENT };
  const capabilities = { ...FULL, textDocument: { ...FULL.textDocument, diagnostic: { relatedDocumentSupport: true } } };
  const client = await startClient({ files: fragment, capabilities });
  const folders = [{ uri: client.uri('app'), name: 'app' }];
  client.connection.onRequest(WorkspaceFoldersRequest.type, () => folders);
  await client.open('app/serverless.yml', SERVERLESS.replace('statements.yml', '../shared/statements.yml'));
  const namesOf = async (): Promise<readonly string[]> => Object.keys(relatedOf(await client.pull('app/serverless.yml')) ?? {});
  expect(await namesOf()).toEqual([client.uri('shared/statements.yml')]);
  const refreshed = client.nextRefresh();
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: folders, removed: [{ uri: client.uri('.'), name: 'test' }] },
  });
  await refreshed;
  expect(await namesOf()).toEqual([]);
});

test('single files have their own folder as bound', async () => {
  const client = await startClient({
    folders: null,
    files: { 'statements.yml': FRAGMENT, 'leastwise.config.yaml': 'rules: { unquoted-star: hint }' },
  });
  await client.open('template.yaml', BROKEN);
  expect(itemsOf(await client.pull('template.yaml')).map(({ severity }) => severity)).toEqual([4]);
});
