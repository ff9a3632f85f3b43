import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutlineSymbol } from '../../server/src/analysis/editor-answers.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { hover } from '../../server/src/features/hover.ts';
import { scaffolds } from '../../server/src/features/scaffolds.ts';
import type { OffsetRange } from '../../server/src/syntax/node.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkCompletion } from '../support/check-completion.ts';
import { tryTemplate } from '../support/template.ts';
import { jsonStatement, policyStatement, samEntries, samStatement, serverlessStatement, trustStatement } from './completion-sources.ts';
import { applyEdits, openMarked } from './marked-document.ts';

const statement = `Action: [s3:GetObject, "dynamodb:*"]
Resource:
  - !GetAtt Bucket.Arn
  - !Sub 'arn:\${AWS::Partition}:s3:::\${Bucket}/*' # 🪣
  - Fn::If: [Prod, !Ref Topic, '*']
Condition:
  ForAnyValue:StringLike:
    aws:CalledVia: [athena.amazonaws.com]`;

const members = `"Action": ["s3:GetObject", "sqs:*"],
"Resource": [{"Fn::GetAtt": ["Bucket", "Arn"]}, {"Fn::Sub": "\${Bucket.Arn}/*"}, "*"],
"Condition": {"Bool": {"aws:SecureTransport": "true"}}`;

const fixtures = [
  samStatement(statement),
  samStatement(statement).replaceAll('\n', '\r\n'),
  samEntries(
    "- S3ReadPolicy:\n    BucketName: !Ref Bucket\n- AWSLambdaBasicExecutionRole\n- Version: '2012-10-17'\n  Statement: {Effect: Allow, Action: x}",
  ),
  serverlessStatement(statement),
  jsonStatement(members),
  policyStatement(members),
  trustStatement('Principal:\n  Service: [lambda.amazonaws.com]\n  AWS: !Sub arn:aws:iam::${AWS::AccountId}:root\nAction: sts:AssumeRole'),
  `Resources:
  P:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
  Q:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: !Sub '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "\${P}/*"}]}'
`,
];

/** A fixture, an offset, and whether the text ends there. */
const places = fc
  .constantFrom(...fixtures)
  .chain((text) => fc.record({ text: fc.constant(text), offset: fc.nat(text.length), cut: fc.boolean() }))
  .filter(({ text, offset }) => !/[\uDC00-\uDFFF]/.test(text[offset] ?? ''));

describe('at any place of any text, cut there or not', () => {
  test('completion answers, and every item is one', () => {
    fc.assert(
      fc.property(places, ({ text, offset, cut }) => {
        checkCompletion(`${text.slice(0, offset)}$0${cut ? '' : text.slice(offset)}`, {});
      }),
      { numRuns: 150 },
    );
  });

  test('hover answers with a range around the cursor, and scaffolds with one on an edge of lines', () => {
    const catalog = loadCatalogForTests();
    fc.assert(
      fc.property(places, ({ text, offset, cut }) => {
        const written = cut ? text.slice(0, offset) : text;
        const read = tryTemplate(written);
        if (read?.parsed.tree === undefined) return;
        const request = {
          catalog,
          template: read.template,
          policies: read.policies,
          source: read.parsed.source,
          tree: read.parsed.tree,
          offset,
        };
        const found = hover(request);
        if (found !== undefined) {
          expect(found.range.start).toBeLessThanOrEqual(offset);
          expect(found.range.end).toBeGreaterThanOrEqual(offset);
          expect(found.contents).not.toBe('');
        }
        for (const { range } of scaffolds(request)) {
          expect(range.start).toBe(range.end);
          if (read.parsed.source.language === 'yaml')
            expect(range.start === written.length || written[range.start - 1] === '\n').toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('names, lenses, hints, the outline and the tree answer with places of the text', () => {
    fc.assert(
      fc.property(places, ({ text, offset, cut }) => {
        const { uri, text: written, analysis } = openMarked(cut ? text.slice(0, offset) : text);
        const check = ({ start, end }: OffsetRange): void => expect(0 <= start && start <= end && end <= written.length).toBe(true);
        const checkSymbol = ({ range, selection, children }: OutlineSymbol): void => {
          check(range);
          expect(range.start <= selection.start && selection.end <= range.end).toBe(true);
          for (const child of children) checkSymbol(child);
        };
        for (const symbol of analysis.symbols(uri)) checkSymbol(symbol);
        for (const lens of runToEnd(analysis.codeLensSteps(uri))) check(lens.range);
        for (const hint of analysis.inlayHints(uri, { start: 0, end: written.length })) check({ start: hint.offset, end: hint.offset });
        for (const root of runToEnd(analysis.permissionRootsSteps(uri)) ?? []) analysis.permissionsOf(uri, root.id);
        for (const place of [...analysis.definition(uri, offset), ...analysis.references(uri, offset, true)]) check(place);
        const renaming = analysis.rename(uri, offset, 'Renamed');
        if (renaming?.kind !== 'changes') return;
        const name = analysis.prepareRename(uri, offset);
        const changes = renaming.changes.get(uri) ?? [];
        for (const { start, end } of changes)
          expect(name?.kind === 'renamable' && written.slice(start, end).startsWith(name.name)).toBe(true);
        // What is renamed is named as often as before.
        const after = openMarked(applyEdits(written, changes));
        expect(after.analysis.references(uri, after.text.indexOf('Renamed'), true)).toHaveLength(changes.length);
      }),
      { numRuns: 100 },
    );
  });
});
