import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFolder, run } from './run.ts';

const template = readFileSync('examples/image-resize/template.yaml', 'utf8');

/** The commands of a page's shell blocks, each with what its options and arguments are. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split('\n')).filter((line) => /(?:^|\| )leastwise (?:permissions|diff|explain)\b/.test(line));
}

const commands = ['README.md', 'docs/permissions.md'].flatMap((page) => commandsOf(page).map((command) => ({ page, command })));

test('there are some', () => {
  expect(commands.length).toBeGreaterThan(8);
});

test.each(commands)('$page: $command', async ({ command }) => {
  const folder = createFolder({ 'template.yaml': template, 'old.yaml': template.replace('s3:Put*', 's3:PutObject') });
  const [, written = ''] = /leastwise (.*?)(?:\s+#.*|\s+>.*)?$/.exec(command) ?? [];
  const { code, stdout, stderr } = await run(folder, written.split(/\s+/), { stdin: template });
  expect(stderr).toBe('');
  expect(stdout).not.toBe('');
  expect([0, 1, 3]).toContain(code);
});
