import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { readSteps } from '../../../scripts/steps.ts';
import type { Editor } from '../editor.ts';

const folder = 'examples/image-resize';
const name = 'image-resize/template.yaml';

/** The column behind the last character of a line, both from 1. */
function endOf(text: string, line: number): number {
  return (text.split('\n')[line - 1] ?? '').length + 1;
}

/** The project's first day: the over-privileged example, mended by hand as its `steps.md` says. */
export function describeExample(editor: Editor): void {
  describe('the example', () => {
    it('has every wildcard underlined and listed', async () => {
      await editor.openFile(name);
      await editor.problemCounts(0, 12);
      await editor.squiggles(12);
      const rows = await editor.problems("'s3:*' allows");
      await editor.screenshot('example-problems');
      const listed = rows.filter((row) => row.includes('leastwise'));
      assert.equal(listed.length, 12, rows.join('\n'));
      assert.equal(listed.filter((row) => row.includes('wildcard-action')).length, 6, rows.join('\n'));
      await editor.command('View: Hide Panel');
    });

    it('says what a wildcard grants', async () => {
      await editor.goBehind('Action: s3:');
      const hover = await editor.hover('It also matches what AWS adds later');
      await editor.screenshot('example-hover');
      assert.match(hover, /s3:\*.*180 actions/);
      assert.match(hover, /permissions management/i);
      await editor.press('Escape');
    });

    it('becomes the two-bucket policy, step by step', async () => {
      const steps = readSteps(`${folder}/steps.md`);
      assert.equal(steps.length, 8);
      for (const [i, { line, title }] of steps.entries()) {
        // At the value: a finding about the whole statement has fixes of its own on each of its lines.
        await editor.goTo(line, endOf(await editor.save(), line));
        if (i === 6) {
          await editor.quickFixes();
          await editor.screenshot('example-wildcard-fixes');
          await editor.press('Escape');
        }
        await editor.quickFix(title);
        await editor.save();
      }
      await editor.problemCounts(0, 0);
      await editor.screenshot('example-fixed');
      assert.equal(await editor.save(), readFileSync(`${folder}/expected.yaml`, 'utf8'));
    });
  });
}
