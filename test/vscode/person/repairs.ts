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
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: s3:GetObject
              Resource: !GetAtt Originals.Arn
            - Effect: Allow
              Action: sqs:*
              Resource: *
            - Effect: Allow
              Action: s3:ListBucket
              Resource: !Ref Originals
            - Effect: Allow
              Action: s3:PutObjet
              Resource: !Sub '\${Originals.Arn}/*'
`;

const onlyObjects = template.replace('!GetAtt Originals.Arn', "!Sub '$${Originals.Arn}/*'");
const repaired = onlyObjects.replace('Resource: *', "Resource: '*'").replace('!Ref Originals', '!GetAtt Originals.Arn');
const misspelt = /PutObjet$/m;

/** What is wrong for certain is mended: one by one, all at once, on every save; a guess asks first. */
export function describeRepairs(editor: Editor): void {
  describe('a template with a bucket for an object', () => {
    it('is mended by its quick fix', async () => {
      await editor.openFile('repairs/one.yaml', template);
      await editor.problemCounts(4, 2);
      await editor.goBehind('Originals.A');
      const titles = await editor.quickFixes();
      await editor.screenshot('bucket-fixes');
      await editor.press('Escape');
      assert.equal(titles[0], "Change to '${Originals.Arn}/*'");
      await editor.quickFix("Change to '${Originals.Arn}/*'");
      assert.equal(await editor.save(), onlyObjects);
      await editor.problemCounts(3, 2);
    });

    it('is mended as a whole by the command, which leaves wildcards and guesses alone', async () => {
      await editor.openFile('repairs/all.yaml', template);
      await editor.problemCounts(4, 2);
      await editor.command('Leastwise: Fix All Safe Findings');
      await editor.changed();
      assert.equal(await editor.save(), repaired);
      await editor.problemCounts(1, 2);
    });

    it('asks before a fix that widens, and does nothing unless told to', async () => {
      await editor.goBehind('s3:PutObj');
      const title = "Change to 's3:PutObject'";
      const shown = await editor.quickFixThatAsks(title, 'discard', 'widens-asks');
      assert.match(shown, /s3:PutObjets3:PutObject/);
      await editor.problemCounts(1, 2);
      await editor.quickFixThatAsks(title, 'apply');
      assert.equal(await editor.save(), repaired.replace(misspelt, 'PutObject'));
      await editor.problemCounts(0, 2);
    });
  });

  describe('fix-all on save', () => {
    it('is what `editor.codeActionsOnSave` says', async () => {
      await editor.openFile('repairs/save.yaml', template);
      await editor.problemCounts(4, 2);
      await editor.settings({ 'editor.codeActionsOnSave': { 'source.fixAll.leastwise': 'explicit' } });
      await editor.goBehind('s3:PutObjet');
      await editor.press('Backspace', 'Backspace');
      await editor.type('ect');
      assert.equal(await editor.save(), repaired.replace(misspelt, 'PutObject'));
      await editor.problemCounts(0, 2);
      await editor.settings({});
    });
  });
}
