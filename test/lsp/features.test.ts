import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeAction, CompletionItem, Hover } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  CodeActionResolveRequest,
  CompletionRequest,
  CompletionResolveRequest,
  HoverRequest,
} from 'vscode-languageserver/node';
import { DIALECTS } from '../bench/generate-template.ts';
import { BROKEN, createFolder, MENDED, MIXED } from '../cli/run.ts';
import { actions, complete, find } from './ask.ts';
import type { TestClient } from './client.ts';
import { applyEdit, FULL, itemsOf, SIMPLE, startClient } from './client.ts';

const HALF = MENDED.replace('s3:DeleteBucket', 's3:GetObj');

test('initialize is answered before the catalogue is read', async () => {
  const read: string[] = [];
  const client = await startClient({
    host: (host) => ({
      ...host,
      readCatalog: (uri) => {
        read.push('catalogue');
        return host.readCatalog(uri);
      },
    }),
  });
  expect(read).toEqual([]);
  const { capabilities } = client.initialized;
  expect(capabilities.textDocumentSync).toEqual({ openClose: true, change: 2 });
  expect(capabilities.completionProvider?.triggerCharacters?.join('')).toBe(`:"'- /\${.`);
  expect(capabilities.codeActionProvider).toMatchObject({
    codeActionKinds: ['quickfix', 'source.fixAll.leastwise'],
    resolveProvider: true,
  });
  expect(capabilities.foldingRangeProvider).toBeUndefined();
  await client.open('template.yaml', BROKEN);
  await client.findings('template.yaml');
  await client.findings('template.yaml');
  expect(read).toEqual(['catalogue']);
});

test('what is read is watched', async () => {
  const client = await startClient();
  await client.open('template.yaml', BROKEN);
  await client.findings('template.yaml');
  expect(client.registrations).toEqual(['workspace/didChangeWatchedFiles', 'workspace/didChangeConfiguration']);
});

describe('completion', () => {
  test('replaces what is typed, on the line of the cursor', async () => {
    const client = await startClient();
    await client.open('template.yaml', HALF);
    const position = client.after('template.yaml', 's3:GetObj');
    const items = await complete(client, 'template.yaml', 's3:GetObj');
    const item = find(items, 's3:GetObject');
    expect(applyEdit(client.textOf('template.yaml'), item.textEdit)).toContain('Action: s3:GetObject');
    for (const { textEdit } of items) {
      const range = textEdit !== undefined && 'range' in textEdit ? textEdit.range : undefined;
      expect([range?.start.line, range?.end.line]).toEqual([position.line, position.line]);
    }
  });

  test('documents an item on request', async () => {
    const client = await startClient();
    await client.open('template.yaml', HALF);
    const item = find(await complete(client, 'template.yaml', 's3:GetObj'), 's3:GetObject');
    expect(item.documentation).toBeUndefined();
    const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, item);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown', value: expect.stringMatching(/\w/) });
  });

  test('has no snippet and no editor command for a client that knows none', async () => {
    const snippets = async (client: TestClient): Promise<readonly CompletionItem[]> => {
      await client.open('template.yaml', MENDED.replace('s3:DeleteBucket', ''));
      return complete(client, 'template.yaml', 'Action: ');
    };
    const full = await snippets(await startClient());
    const simple = await snippets(await startClient({ capabilities: SIMPLE, clientName: 'plain' }));
    expect(full.some(({ command }) => command?.command === 'editor.action.triggerSuggest')).toBe(true);
    expect(simple.filter(({ command, insertTextFormat }) => command !== undefined || insertTextFormat === 2)).toEqual([]);
    expect(simple.length).toBe(full.length);
  });

  test('is none in a document that is not open', async () => {
    const client = await startClient();
    const params = { textDocument: { uri: client.uri('gone.yaml') }, position: { line: 0, character: 0 } };
    expect(await client.connection.sendRequest(CompletionRequest.type, params)).toBeNull();
  });

  test('of a cancelled request, or for a text that an edit has replaced, is an error', async () => {
    const client = await startClient();
    await client.open('template.yaml', HALF);
    const params = { textDocument: { uri: client.uri('template.yaml') }, position: client.after('template.yaml', 's3:GetObj') };
    const source = new CancellationTokenSource();
    const cancelled = client.connection.sendRequest(CompletionRequest.type, params, source.token);
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: -32800 });
    const overtaken = client.connection.sendRequest(CompletionRequest.type, params);
    const edited = client.edit('template.yaml', 's3:GetObj', 's3:GetObje');
    await expect(overtaken).rejects.toMatchObject({ code: -32801 });
    await edited;
    expect((await complete(client, 'template.yaml', 's3:GetObje')).length).toBeGreaterThan(0);
  });
});

describe('hover', () => {
  test('has Markdown and the range it speaks of', async () => {
    const client = await startClient();
    await client.open('template.yaml', MENDED);
    const ask = (position: { line: number; character: number }): Promise<Hover | null> =>
      client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: client.uri('template.yaml') }, position });
    const hover = await ask(client.after('template.yaml', 's3:Delete'));
    expect(hover?.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('DeleteBucket') });
    expect(hover?.range).toEqual({ start: { line: 8, character: 20 }, end: { line: 8, character: 35 } });
    expect(await ask({ line: 1, character: 0 })).toBeNull();
  });
});

describe('code actions', () => {
  test('have titles first and edits on request', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const fix = find(await actions(client, 'template.yaml', 'Resource: *'), 'Put it in quotes');
    expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'unquoted-star' }] });
    expect(fix.edit).toBeUndefined();
    const { edit } = await client.connection.sendRequest(CodeActionResolveRequest.type, fix);
    expect(edit?.documentChanges).toEqual([
      {
        textDocument: { uri: client.uri('template.yaml'), version: 1 },
        edits: [{ range: { start: { line: 9, character: 22 }, end: { line: 9, character: 23 } }, newText: "'*'" }],
      },
    ]);
  });

  test('have their edits at once for a client that asks for none later', async () => {
    const client = await startClient({ capabilities: SIMPLE });
    await client.open('template.yaml', BROKEN);
    const fix = find(await actions(client, 'template.yaml', 'Resource: *'), 'Put it in quotes');
    expect(fix.edit?.changes?.[client.uri('template.yaml')]).toMatchObject([{ newText: "'*'" }]);
  });

  test('that widen want a confirmation', async () => {
    const client = await startClient();
    await client.open('template.yaml', MIXED);
    const offered = await actions(client, 'template.yaml', 'Effect: Permit');
    const resolved = await client.connection.sendRequest(CodeActionResolveRequest.type, find(offered, "Change to 'Allow'"));
    const [annotation] = Object.entries(resolved.edit?.changeAnnotations ?? {});
    expect(annotation?.[1]).toEqual({ label: resolved.title, needsConfirmation: true });
    expect(resolved.edit?.documentChanges).toMatchObject([{ edits: [{ newText: 'Allow', annotationId: annotation?.[0] }] }]);
  });

  test('are of the kinds that are asked for', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const kinds = async (only: string[]): Promise<readonly (string | undefined)[]> => [
      ...new Set((await actions(client, 'template.yaml', 'Resource: *', only)).map(({ kind }) => kind)),
    ];
    expect(await kinds(['quickfix'])).toEqual(['quickfix']);
    expect(await kinds(['source.fixAll'])).toEqual(['source.fixAll.leastwise']);
    expect(await kinds(['source'])).toEqual(['source.fixAll.leastwise']);
    expect(await kinds(['refactor.extract'])).toEqual([]);
    expect(await kinds(['source.fixAllx'])).toEqual([]);
  });

  test('fix all that can be', async () => {
    const client = await startClient();
    await client.open('template.yaml', `${BROKEN}${BROKEN.replace('Resources:\n', '').replace('Role', 'Other')}`);
    const [all] = await actions(client, 'template.yaml', 'Other', ['source.fixAll.leastwise']);
    if (all === undefined) throw new Error('no fix-all');
    const { edit } = await client.connection.sendRequest(CodeActionResolveRequest.type, all);
    const [change] = edit?.documentChanges ?? [];
    const edits = change !== undefined && 'edits' in change ? change.edits : [];
    expect(edits).toHaveLength(2);
    const fixed = edits.reduceRight(
      (text, own) => applyEdit(text, 'range' in own && 'newText' in own ? own : undefined),
      client.textOf('template.yaml'),
    );
    expect(fixed).toBe(`${MENDED}${MENDED.replace('Resources:\n', '').replace('Role', 'Other')}`);
  });

  test('of a text that has changed are withdrawn, and the user is told why', async () => {
    const client = await startClient();
    await client.open('template.yaml', BROKEN);
    const fix = find(await actions(client, 'template.yaml', 'Resource: *'), 'Put it in quotes');
    await client.edit('template.yaml', 'Resource: *', "Resource: '*'");
    const resolved = await client.connection.sendRequest(CodeActionResolveRequest.type, fix);
    expect(resolved.edit).toBeUndefined();
    expect(client.messages).toEqual([expect.stringContaining('Not applied: ')]);
  });

  test('whose data is none of ours come back as they were', async () => {
    const client = await startClient();
    const foreign: CodeAction = { title: 'x', data: { kind: 'fix', uri: 7 } };
    expect(await client.connection.sendRequest(CodeActionResolveRequest.type, foreign)).toEqual(foreign);
  });

  test('know what the document names before any diagnosis', async () => {
    const files = { 'statements.yml': "- Effect: Deny\n  Action: s3:DeleteBucket\n  Resource: '*'\n" };
    const client = await startClient({ files });
    await client.open(
      'serverless.yml',
      'service: app\nprovider:\n  name: aws\n  iamRoleStatements:\n    - ${file(statements.yml):0}\n    - Effect: Permit\n      Action: s3:GetObject\n      Resource: arn:aws:s3:::a/*\n',
    );
    expect((await actions(client, 'serverless.yml', 'Effect: Permit')).map(({ title }) => title)).toContain(
      "Change to 'Allow' (widens permissions)",
    );
  });
});

describe('own requests', () => {
  test('leastwise/scaffold answers with ranges of the protocol', async () => {
    const client = await startClient();
    const text =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Worker:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.handler\n';
    await client.open('template.yaml', text);
    const params = { textDocument: { uri: client.uri('template.yaml') }, position: client.after('template.yaml', 'Handler: index') };
    const answer: unknown = await client.connection.sendRequest('leastwise/scaffold', params);
    expect(answer).toContainEqual({
      id: 'sam-policies',
      title: expect.any(String),
      uri: client.uri('template.yaml'),
      range: {
        start: { line: expect.any(Number), character: expect.any(Number) },
        end: { line: expect.any(Number), character: expect.any(Number) },
      },
      snippet: expect.stringContaining('Policies:'),
    });
  });

  test('leastwise/ruleDocumentation answers with the page of a rule', async () => {
    const client = await startClient();
    const page: unknown = await client.connection.sendRequest('leastwise/ruleDocumentation', { rule: 'unquoted-star' });
    expect(page).toMatchObject({ id: 'unquoted-star', markdown: expect.stringContaining('# unquoted-star') });
    expect(await client.connection.sendRequest('leastwise/ruleDocumentation', { rule: 'no-such' })).toBeNull();
  });
});

test('a link out of the workspace folder is not followed', async () => {
  const outside = createFolder({ 'statements.yml': '- Effect: Permit\n  Action: [s3:GetObject]\n  Resource: arn:aws:s3:::a/*\n' });
  const capabilities = { ...FULL, textDocument: { ...FULL.textDocument, diagnostic: { relatedDocumentSupport: true } } };
  const client = await startClient({ capabilities });
  symlinkSync(path.join(outside, 'statements.yml'), path.join(client.folder, 'statements.yml'));
  await client.open(
    'serverless.yml',
    'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: ${file(statements.yml)}\n',
  );
  const report = await client.pull('serverless.yml');
  expect([itemsOf(report), report.relatedDocuments]).toEqual([[], undefined]);
});

test('hover and completion are answered before a long diagnosis that was asked for first', async () => {
  const client = await startClient();
  const [dialect] = DIALECTS;
  if (dialect === undefined) throw new Error('no dialect');
  await client.open('large.yaml', dialect.generate(3000));
  await client.open('template.yaml', HALF);
  await client.pull('template.yaml');
  const order: string[] = [];
  const ask = (name: string, answer: Promise<unknown>): Promise<unknown> => answer.then(() => order.push(name));
  const position = client.after('template.yaml', 's3:GetObj');
  const params = { textDocument: { uri: client.uri('template.yaml') }, position };
  await Promise.all([
    ask('diagnosis', client.pull('large.yaml')),
    ask('hover', client.connection.sendRequest(HoverRequest.type, params)),
    ask('completion', client.connection.sendRequest(CompletionRequest.type, params)),
    ask('hover in it', client.connection.sendRequest(HoverRequest.type, { ...params, textDocument: { uri: client.uri('large.yaml') } })),
  ]);
  expect(order.at(-1)).toBe('diagnosis');
  expect(order).toHaveLength(4);
});
