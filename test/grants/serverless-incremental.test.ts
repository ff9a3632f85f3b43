import { expect, test } from 'vitest';
import { DocumentCache } from '../../server/src/analysis/cache.ts';
import { readDocument } from '../../server/src/analysis/document.ts';
import type { Principal } from '../../server/src/grants/model.ts';
import { renderSub } from '../../server/src/grants/render.ts';
import type { FileSnapshot, VersionEdit } from '../../server/src/template/files.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const uri = 'file:///workspace/serverless.yml';

const service = `
service: orders
plugins: [serverless-iam-roles-per-function]
custom:
  queue: first
  bucket: files
provider:
  name: aws
  stage: dev
functions:
  hello:
    handler: h.hello
    timeout: 10
    iamRoleStatements: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::\${self:custom.bucket}/\${file(names.yml):key}' }]
  bye:
    handler: h.bye
    iamRoleStatements: []
    events: [{ sqs: 'arn:aws:sqs:us-east-1:123456789012:\${self:custom.queue}' }]
`;

interface Versions {
  /** Puts one text in place of another and reads the service again, as an editor has it. */
  replace(file: string, from: string, to: string): readonly Principal[];
  principals(): readonly Principal[];
}

function openService(): Versions {
  const texts = new Map<string, { readonly text: string; readonly version: string; readonly edits: readonly VersionEdit[] }>([
    [uri, { text: service, version: '0', edits: [] }],
    ['file:///workspace/names.yml', { text: 'key: a', version: '0', edits: [] }],
  ]);
  const read = (asked: string): FileSnapshot => {
    const found = texts.get(asked);
    return found === undefined ? { kind: 'missing' } : { kind: 'text', ...found };
  };
  const catalog = loadCatalogForTests();
  const cache = new DocumentCache(catalog, { read });
  const principals = (): readonly Principal[] => {
    const { result } = cache.get(uri);
    const fresh = readDocument(uri, { read }, catalog);
    if (result.kind !== 'ours' || fresh.kind !== 'ours') throw new Error('this text is no service');
    expect(result.grants.principals.map(draw)).toEqual(fresh.grants.principals.map(draw));
    return result.grants.principals;
  };
  return {
    principals,
    replace(file, from, to) {
      const { text, version, edits } = texts.get(file) ?? { text: '', version: '', edits: [] };
      const start = text.indexOf(from);
      const edit = { from: version, start, oldEnd: start + from.length, newEnd: start + to.length };
      texts.set(file, { text: text.replace(from, to), version: `${Number(version) + 1}`, edits: [...edits, edit] });
      return principals();
    },
  };
}

function draw({ logicalId, policies, unknown }: Principal): unknown {
  const statements = policies.flatMap(({ policy }) => policy.statements);
  return [logicalId, statements.map(({ resource }) => resource?.values.map(({ text }) => renderSub(text))), unknown];
}

function changed(before: readonly Principal[], now: readonly Principal[]): readonly string[] {
  return now.filter((principal, index) => principal !== before[index]).map(({ logicalId }) => logicalId);
}

test('an edit in one function leaves the role of another as it is', () => {
  const { principals, replace } = openService();
  const before = principals();
  const now = replace(uri, 's3:GetObject', 's3:PutObject');
  expect(changed(before, now)).toEqual(['HelloLambdaFunction', 'HelloIamRoleLambdaExecution']);
  const last = replace(uri, 'bucket: files', 'bucket:  files');
  // The shared role stands at `provider`, which has moved.
  expect(changed(now, last)).toEqual(['IamRoleLambdaExecution']);
});

test('a variable with another value changes all that have it', () => {
  const { principals, replace } = openService();
  const resources = (all: readonly Principal[]): string => JSON.stringify(all.map(draw));
  expect(resources(principals())).toContain('arn:aws:s3:::files/a');
  expect(resources(replace(uri, 'bucket: files', 'bucket: other'))).toContain('arn:aws:s3:::other/a');
  expect(resources(replace(uri, 'queue: first', 'queue: second'))).toContain('arn:aws:sqs:us-east-1:123456789012:second');
  expect(resources(replace('file:///workspace/names.yml', 'key: a', 'key: b'))).toContain('arn:aws:s3:::other/b');
  expect(resources(replace(uri, 'self:custom.bucket', 'self:custom.queue'))).toContain('arn:aws:s3:::second/b');
});
