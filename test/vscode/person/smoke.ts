import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';

/** The editor opens a YAML file, takes what is typed, and saves it. */
export function describeSmoke(editor: Editor): void {
  describe('a file', () => {
    it('is opened, typed into and saved', async () => {
      await editor.openFile('smoke.yaml', 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n');
      await editor.goBehind('AWS::S3::Bucket');
      await editor.type(' # typed');
      const saved = await editor.save('smoke.yaml', (text) => text.includes('typed'));
      await editor.screenshot('smoke');
      assert.equal(saved, 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket # typed\n');
    });
  });
}
