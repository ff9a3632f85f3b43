import { describe, expect, test } from 'vitest';
import type { CodeAction, Hover, WorkspaceEdit } from 'vscode-languageserver/node';
import { CodeActionResolveRequest, HoverRequest } from 'vscode-languageserver/node';
import { actions, complete, find } from './ask.ts';
import type { TestClient } from './client.ts';
import { applyEdit, SIMPLE, startClient } from './client.ts';

const SERVICE = `service: app
provider:
  name: aws
  iam: { role: { statements: "\${file(iam.yml):app.queues}" } }
resources:
  Resources:
    Jobs:
      Type: AWS::SQS::Queue
`;

/** Alone it is no policy: nothing says what its list is. */
const FRAGMENT = `app:
  queues:
    - Effect: Allow
      Action: [sqs:SendMessage]
      Resource: '*'
    - Effect: Permit
      Action: [sqs:ReceiveMessage]
      Resource: !GetAtt Jobs.Arn
`;

/** Alone it is a list of statements too. */
const LOOSE =
  "- Effect: Deny\n  Action: [sqs:ReceiveMessage]\n  Resource: *\n- Effect: Allow\n  Action: [sqs:SendMessage]\n  Resource: '*'\n";

const OTHER = `    Other:
      Type: AWS::IAM::ManagedPolicy
      Properties: { PolicyDocument: { Version: 2012-10-17, Statement: [{ Effect: Deny, Action: s3:GetObject, Resource: * }] } }
`;

async function openBoth(fragment: string, service: string = SERVICE): Promise<TestClient> {
  const client = await startClient();
  await client.open('serverless.yml', service);
  await client.open('iam.yml', fragment);
  await client.pull('serverless.yml');
  return client;
}

async function resolve(client: TestClient, action: CodeAction): Promise<WorkspaceEdit> {
  const { edit } = await client.connection.sendRequest(CodeActionResolveRequest.type, action);
  if (edit === undefined) throw new Error(`'${action.title}' has no edit: ${client.messages.join(', ')}`);
  return edit;
}

/** Edits by the name of their file, applied to its text. */
function applyTo(client: TestClient, name: string, edit: WorkspaceEdit): string {
  const [change, ...others] = edit.documentChanges ?? [];
  if (change === undefined || !('edits' in change) || others.length > 0) throw new Error('not one document is changed');
  expect(change.textDocument.uri).toBe(client.uri(name));
  return change.edits.reduceRight((text, own) => applyEdit(text, 'newText' in own ? own : undefined), client.textOf(name));
}

function hover(client: TestClient, name: string, after: string): Promise<Hover | null> {
  const params = { textDocument: { uri: client.uri(name) }, position: client.after(name, after) };
  return client.connection.sendRequest(HoverRequest.type, params);
}

const titlesOf = (found: readonly CodeAction[]): readonly string[] => found.map(({ title }) => title);

describe('code actions in a fragment', () => {
  test('are those of the document that names it, and change the fragment', async () => {
    const client = await openBoth(FRAGMENT);
    const offered = await actions(client, 'iam.yml', "Resource: '*'");
    const fix = offered.find(({ title }) => title.includes('Jobs'));
    if (fix === undefined) throw new Error(`no fix names the queue: ${titlesOf(offered).join(', ')}`);
    expect(fix.diagnostics).toMatchObject([{ code: 'wildcard-resource', range: { start: { line: 4 } } }]);
    const fixed = applyTo(client, 'iam.yml', await resolve(client, fix));
    expect(fixed).toBe(FRAGMENT.replace("Resource: '*'", 'Resource: !GetAtt Jobs.Arn'));
  });

  test('are none where no open document names it', async () => {
    const client = await openBoth(FRAGMENT);
    await client.close('serverless.yml');
    expect(await actions(client, 'iam.yml', "Resource: '*'")).toEqual([]);
  });

  test('are none of the findings in the document that names it', async () => {
    const client = await openBoth(FRAGMENT);
    expect(await actions(client, 'serverless.yml', 'name: aws')).toEqual([]);
  });

  test('silence a finding in the fragment', async () => {
    const client = await openBoth(FRAGMENT);
    const ignore = find(await actions(client, 'iam.yml', "Resource: '*'"), "Ignore 'wildcard-resource' here");
    const silenced = applyTo(client, 'iam.yml', await resolve(client, ignore));
    expect(silenced).toContain('      # leastwise-ignore wildcard-resource: state the reason\n      Resource:');
    expect(await client.findings('iam.yml')).toEqual(['5:17 wildcard-resource', '6:15 invalid-effect']);
    await client.edit('iam.yml', client.textOf('iam.yml'), silenced);
    await client.pull('serverless.yml');
    expect(await client.findings('iam.yml')).toEqual(['5:7 suppression-reason', '7:15 invalid-effect']);
  });

  test('are offered once where both documents have the finding', async () => {
    const client = await openBoth(LOOSE, SERVICE.replace(':app.queues', ''));
    expect(await client.findings('iam.yml')).toEqual(['3:13 unquoted-star', '6:13 wildcard-resource']);
    const titles = titlesOf(await actions(client, 'iam.yml', "Resource: '*'"));
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles.some((title) => title.includes('Jobs'))).toBe(true);
  });

  test('fix all that can be in it, and nothing elsewhere', async () => {
    const client = await openBoth(LOOSE, `${SERVICE.replace(':app.queues', '')}${OTHER}`);
    expect(await client.findings('serverless.yml')).toEqual(['11:120 unquoted-star']);
    const found = await actions(client, 'iam.yml', 'Effect: Deny', ['source.fixAll.leastwise']);
    expect(titlesOf(found)).toHaveLength(1);
    const [all] = found;
    if (all === undefined) return;
    expect(applyTo(client, 'iam.yml', await resolve(client, all))).toBe(LOOSE.replace('Resource: *', "Resource: '*'"));
  });

  test('have their edits at once for a client that asks for none later', async () => {
    const client = await startClient({ capabilities: SIMPLE });
    const published = client.nextPublished('iam.yml');
    await client.open('iam.yml', FRAGMENT);
    await client.open('serverless.yml', SERVICE);
    await published;
    const found = client.nextPublished('serverless.yml');
    await client.edit('serverless.yml', 'service: app', 'service: apps');
    await found;
    const fix = (await actions(client, 'iam.yml', "Resource: '*'")).find(({ title }) => title.includes('Jobs'));
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([client.uri('iam.yml')]);
  });
});

test('a fragment that is opened alone is read with the variables of Serverless', async () => {
  const client = await startClient();
  const arn = 'arn:aws:dynamodb:${aws:region}:${aws:accountId}:table/${self:custom.name}';
  await client.open('iam.yml', `- Effect: Allow\n  Action: [dynamodb:PutItem]\n  Resource: ${arn}\n`);
  expect(await client.findings('iam.yml')).toEqual([]);
  await client.edit('iam.yml', 'dynamodb:PutItem', 'sqs:SendMessage');
  expect(await client.findings('iam.yml')).toEqual(['3:13 resource-type-mismatch']);
});

describe('in a fragment that alone is no policy', () => {
  test('hover says what it does in the document that names it', async () => {
    const client = await openBoth(FRAGMENT);
    expect((await hover(client, 'iam.yml', 'sqs:SendMess'))?.contents).toMatchObject({ value: expect.stringContaining('SendMessage') });
    expect(await hover(client, 'iam.yml', 'queu')).toBeNull();
    await client.close('serverless.yml');
    expect(await hover(client, 'iam.yml', 'sqs:SendMess')).toBeNull();
  });

  test('completion offers what it does there, resources of the service among them', async () => {
    const client = await openBoth(FRAGMENT.replace("Resource: '*'", 'Resource: ').replace('sqs:ReceiveMessage', 'sqs:Rec'));
    const [action] = await complete(client, 'iam.yml', 'sqs:Rec');
    expect(action?.label).toBe('sqs:ReceiveMessage');
    expect(applyEdit(client.textOf('iam.yml'), action?.textEdit)).toContain('Action: [sqs:ReceiveMessage]\n');
    const labels = (await complete(client, 'iam.yml', 'sqs:SendMessage]\n      Resource: ')).map(({ label }) => label);
    expect(labels.some((label) => label.includes('Jobs'))).toBe(true);
    await client.close('serverless.yml');
    expect(await complete(client, 'iam.yml', 'sqs:Rec')).toEqual([]);
  });

  test('findings are those of its text of now, though the document that names it was diagnosed before', async () => {
    const client = await openBoth(FRAGMENT);
    const before = await client.findings('iam.yml');
    expect(before.length).toBeGreaterThan(0);
    await client.edit('iam.yml', 'queues:\n', '# all of them\nqueues:\n');
    const moved = before.map((finding) => finding.replace(/^\d+/, (line) => String(Number(line) + 1)));
    expect(await client.findings('iam.yml')).toEqual(moved);
  });

  test('both see an edit at once, before any diagnosis of it', async () => {
    const client = await openBoth(FRAGMENT);
    await client.edit('iam.yml', 'queues:\n', 'queues:\n    - Effect: Allow\n      Action: s3:GetOb\n');
    expect((await complete(client, 'iam.yml', 's3:GetOb')).map(({ label }) => label)).toContain('s3:GetObject');
    expect((await hover(client, 'iam.yml', 'sqs:SendMess'))?.range?.start.line).toBe(5);
  });
});
