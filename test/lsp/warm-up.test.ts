import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { warmUpSteps } from '../../server/src/lsp/warm-up.ts';
import { renderSamples } from '../../server/src/lsp/warm-up-samples.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('the warm-up', () => {
  test('every sample names every action, and a letter typed into it is found', () => {
    const actions = [
      's3:GetObject',
      'sqs:SendMessage',
      'iam:PassRole',
      'kms:Decrypt',
      'sns:Publish',
      'ssm:GetParameter',
      'ecr:BatchGetImage',
    ];
    for (const { uri, text } of renderSamples(actions)) {
      for (const action of actions) {
        const end = text.indexOf(action) + action.length;
        expect(end, action).toBeGreaterThanOrEqual(action.length);
        const typed = `${text.slice(0, end)}x${text.slice(end)}`;
        const analysis = createAnalysis({
          catalog,
          files: { read: (asked) => (asked === uri ? { kind: 'text', text: typed, version: '1' } : { kind: 'missing' }) },
          configurationOf: () => NO_CONFIGURATION,
        });
        const found = analysis.diagnose(uri).diagnostics.filter(({ rule }) => rule === 'unknown-action');
        expect(found.map(({ place }) => typed.slice(place.start, place.end).replace(/["']/g, ''))).toEqual([`${action}x`]);
      }
    }
  });

  test('runs to its end, in steps', () => {
    let steps = 0;
    for (const _ of warmUpSteps(catalog)) steps++;
    expect(steps).toBeGreaterThan(1000);
  });
});
