import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFolder, run } from './run.ts';

const example = (name: string): string => readFileSync(path.join('examples/image-resize', name), 'utf8');

test('the template of the image-resize example has two wildcards in each of its six statements', async () => {
  const cwd = createFolder({ 'template.yaml': example('template.yaml') });
  const { code, stdout } = await run(cwd, ['check', '--format', 'json']);
  const [file] = JSON.parse(stdout).files;
  expect(code).toBe(1);
  expect(file.findings.map((finding: { rule: string }) => finding.rule)).toEqual(
    Array.from({ length: 6 }, () => ['wildcard-action', 'wildcard-resource']).flat(),
  );
});

test('the steps of the image-resize example lead from the template to what is expected', async () => {
  const cwd = createFolder({ 'template.yaml': example('template.yaml') });
  const steps = [...example('steps.md').matchAll(/\| (\d+) \| `([a-z-]+)` \| ([^|]+?) \| `leastwise (fix template\.yaml [^`]+)` \|/g)];
  expect(steps.length).toBe(8);
  for (const [, line = '', rule = '', title = '', command = ''] of steps) {
    const choice = Number(/--choose (\d+)/.exec(command)?.[1]);
    const { stdout } = await run(cwd, ['check', '--format', 'json']);
    const finding = JSON.parse(stdout).files[0].findings.find(
      (candidate: { rule: string; range: { start: { line: number } } }) =>
        candidate.rule === rule && candidate.range.start.line === Number(line) - 1,
    );
    expect(finding.fixes[choice - 1].title).toContain(title.split(':')[0]);
    expect((await run(cwd, command.split(' '))).code).toBe(0);
  }
  expect(readFileSync(path.join(cwd, 'template.yaml'), 'utf8')).toBe(example('expected.yaml'));
  expect((await run(cwd, ['check'])).code).toBe(0);
}, 60_000);
