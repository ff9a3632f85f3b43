import { expect, test } from 'vitest';
import { createConfigurationReader } from '../../server/src/analysis/configuration.ts';
import { snapshot } from '../support/template.ts';

test('files of boundaries are named from the folder of the configuration file, whatever template they hold for', () => {
  const text =
    'boundaries: { team: policies/team.json, theirs: ../theirs.json }\noverrides: [{ files: [x/**], rules: { wildcard-action: off } }]\n';
  const files = snapshot({ 'infra/leastwise.config.yaml': text });
  const reader = createConfigurationReader(files, 'file:///workspace', undefined);
  const boundaries = { team: 'file:///workspace/infra/policies/team.json', theirs: 'file:///workspace/theirs.json' };
  expect(reader.find('file:///workspace/infra/x/template.yaml').configuration).toMatchObject({
    boundaries,
    rules: { 'wildcard-action': 'off' },
  });
  expect(reader.find('file:///workspace/infra/template.yaml').configuration).toMatchObject({ boundaries, rules: {} });
  expect(reader.find('file:///workspace/template.yaml').configuration.boundaries).toBeUndefined();
});
