/** Whatever is done to a document: findings or silence, never an exception, never a hang, and messages that can be read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../server/src/lint/config.ts';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import type { Mutate } from '../support/mutations.ts';
import { anyPlace, mutators } from '../support/mutations.ts';
import { inJsonText, stack } from '../support/policy-texts.ts';
import type { Workspace } from './incremental-documents.ts';
import { WORKSPACES } from './incremental-documents.ts';

const isLong = process.env.MODE === 'long';

/** Of every way to spoil a text, on the examples and on the templates. */
const samples = isLong ? { examples: 40_000, templates: 2000 } : { examples: 250, templates: 60 };

/** No text of this size may take longer, on however busy a machine. */
const mostMilliseconds = 10_000;

/** Every rule speaks, the opt-in ones too. */
const levels: Configuration['rules'] = Object.fromEntries(rules.map(({ id, severity }) => [id, severity]));

const templates: readonly Workspace[] = [
  ...WORKSPACES.made,
  {
    [stack]: inJsonText([
      '{ "Sid": "A", "Effect": "Allow", "Action": ["s3:Get*", "iam:PassRole"], "Resource": ["${Reports.Arn}/*", "*"] },',
      '{ "Effect": "Deny", "NotAction": "s3:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
    ]),
  },
];

function checkSpoilt(workspace: Workspace, mutate: Mutate, place: number, choice: number): void {
  const [uri = '', whole = ''] = Object.entries(workspace)[0] ?? [];
  const { said, text } = mutate(whole, uri.endsWith('.json') ? 'json' : 'yaml', place, choice);
  const started = performance.now();
  const { diagnostics } = analyse({ ...workspace, [uri]: text }, levels).diagnose(uri);
  const wrong = diagnostics.filter(({ message }) => message.length >= 200 || /\n|\.$/.test(message));
  expect(
    wrong.map(({ rule, message }) => `${rule}: ${message}`),
    `${said} in\n${whole}`,
  ).toEqual([]);
  expect(performance.now() - started, `${said} in\n${whole}`).toBeLessThan(mostMilliseconds);
}

describe.each(Object.entries(mutators))('with %s', (_name, mutate) => {
  test.each([
    ['an example', WORKSPACES.examples, samples.examples],
    ['a template', templates, samples.templates],
  ] as const)(
    '%s has findings or silence',
    (_kind, workspaces, numRuns) => {
      const property = fc.property(fc.constantFrom(...workspaces), anyPlace, (workspace, [place, choice]) =>
        checkSpoilt(workspace, mutate, place, choice),
      );
      fc.assert(property, { numRuns });
    },
    600_000,
  );
});
