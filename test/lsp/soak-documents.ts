import { createLineIndex } from '../../server/src/syntax/line-index.ts';
import { DIALECTS } from '../bench/generate-template.ts';
import type { ServerProcess } from '../bench/server-process.ts';
import { FOLDER } from '../bench/server-process.ts';
import type { Random, Replacement } from './soak-edits.ts';
import { chooseEdit, replaceIn } from './soak-edits.ts';

/** A document that is edited all the time. */
export interface SoakDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly original: string;
  text: string;
  version: number;
  /** Counts edits, openings and closings: an answer is overtaken once it has moved on. */
  moves: number;
  /** What it names: an edit of that changes its answers too. */
  readonly fragments: readonly SoakDocument[];
  /** What takes back the edits since the last whole text, the last at the end. */
  readonly undo: Replacement[];
}

const LINES = 60;

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: '🪣', Effect: 'Allow', Action: ['s3:*', 's3:GetObjcet'], Resource: ['arn:aws:s3:::bucket'] },
    { Effect: 'Permit', Action: 'dynamodb:PutItem', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } } },
    { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' },
  ],
};

const SERVICE = `service: app
provider:
  name: aws
  iam:
    role:
      statements: \${file(statements.yml):all}
`;

const STATEMENTS = `all:
  - Effect: Allow
    Action: sqs:SendMessage
    Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'
  - Effect: Permit
    Action: [s3:*, 'dynamodb:Get*']
    Resource: '*'
`;

/** Of every action: where ARNs are, whether one is admitted is asked of each. */
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::bucket' }] };

/** Has the server decode all actions of the catalogue: done by chance, early or late, that looks like a leak. */
export async function decodeCatalog({ connection }: ServerProcess): Promise<void> {
  const document = create('everything.json', 'json', JSON.stringify(EVERYTHING));
  await sendOpen(connection, document);
  await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: document.uri } });
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: document.uri } });
}

/** Documents to ask about; what they name is open too. */
export async function openDocuments({ connection }: ServerProcess): Promise<readonly SoakDocument[]> {
  const statements = create('app/statements.yml', 'yaml', STATEMENTS);
  const documents = [
    ...DIALECTS.map(({ file, languageId, generate }) => create(file, languageId, generate(LINES))),
    create('policy.json', 'json', `${JSON.stringify(POLICY, undefined, 2)}\n`),
    create('app/serverless.yml', 'yaml', SERVICE, [statements]),
  ];
  for (const document of [statements, ...documents]) await sendOpen(connection, document);
  return documents;
}

function create(name: string, languageId: string, text: string, fragments: readonly SoakDocument[] = []): SoakDocument {
  return { uri: `${FOLDER}/${name}`, languageId, original: text, text, version: 1, moves: 0, fragments, undo: [] };
}

function sendOpen(connection: ServerProcess['connection'], { uri, languageId, version, text }: SoakDocument): Promise<void> {
  return connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
}

/** Edits a document in one of the ways that an editor does, mostly by one change; now and then it has its first text again. */
export async function moveOn({ connection }: ServerProcess, random: Random, document: SoakDocument): Promise<void> {
  const way = random(100);
  document.moves++;
  if (way < 2) await reopen(connection, document);
  else if (way < 6 || document.text.length > 3 * document.original.length) await restore(connection, document);
  else if (way < 30 && document.undo.length > 0)
    await change(connection, document, [document.undo.pop() ?? { start: 0, end: 0, text: '' }]);
  else await typeOn(connection, random, document, way > 90 ? 3 : 1);
}

async function reopen(connection: ServerProcess['connection'], document: SoakDocument): Promise<void> {
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: document.uri } });
  Object.assign(document, { version: 1, text: document.original });
  document.undo.length = 0;
  await sendOpen(connection, document);
}

/** The whole text at once, as a client without increments sends it. */
export async function restore(connection: ServerProcess['connection'], document: SoakDocument): Promise<void> {
  document.moves++;
  document.version++;
  document.text = document.original;
  document.undo.length = 0;
  const { uri, version, text } = document;
  await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
}

async function typeOn(connection: ServerProcess['connection'], random: Random, document: SoakDocument, count: number): Promise<void> {
  const edits: Replacement[] = [];
  let { text } = document;
  for (let i = 0; i < count; i++) {
    const edit = chooseEdit(random, text);
    document.undo.push({ start: edit.start, end: edit.start + edit.text.length, text: text.slice(edit.start, edit.end) });
    edits.push(edit);
    text = replaceIn(text, edit);
  }
  await change(connection, document, edits);
}

async function change(connection: ServerProcess['connection'], document: SoakDocument, edits: readonly Replacement[]): Promise<void> {
  const contentChanges = edits.map((edit) => {
    const lines = createLineIndex(document.text);
    document.text = replaceIn(document.text, edit);
    return { range: { start: lines.position(edit.start), end: lines.position(edit.end) }, text: edit.text };
  });
  document.version++;
  const { uri, version } = document;
  await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
}
