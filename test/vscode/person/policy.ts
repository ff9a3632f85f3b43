import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Originals:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !GetAtt Originals.Arn
            - Effect: Allow
              Action: s3:Put*
              Resource: '*'
`;

/** A person meets the findings of a small template and mends them. */
export function describePolicy(editor: Editor): void {
  describe('a SAM template', () => {
    it('has its findings underlined and listed', async () => {
      await editor.openFile('small/template.yaml', template);
      await editor.squiggles(3);
      const rows = await editor.problems('s3:Put*');
      await editor.screenshot('findings');
      assert.equal(rows.filter((row) => row.includes('leastwise')).length, 3, rows.join('\n'));
    });

    it('explains an action under the cursor', async () => {
      await editor.goBehind('s3:GetObj');
      const hover = await editor.hover();
      await editor.screenshot('hover');
      assert.match(hover, /s3:GetObject/);
      await editor.press('Escape');
    });

    it('offers fixes, and one of them repairs the resource on disk', async () => {
      await editor.goBehind('Originals.A');
      await editor.quickFixes();
      await editor.screenshot('quick-fixes');
      await editor.press('Escape');
      await editor.quickFix('/*');
      const saved = await editor.save('small/template.yaml', (text) => text !== template);
      assert.equal(saved, template.replace('!GetAtt Originals.Arn', "!Sub '${Originals.Arn}/*'"));
    });

    it('completes an action', async () => {
      await editor.goBehind('s3:Put*');
      await editor.press('Backspace');
      await editor.type('O');
      await editor.completions();
      await editor.screenshot('completion');
      await editor.press('Escape');
      await editor.complete('s3:PutObjectAcl');
      const saved = await editor.save('small/template.yaml', (text) => text.includes('PutObjectAcl'));
      assert.match(saved, /Action: s3:PutObjectAcl\n/);
    });
  });
}
