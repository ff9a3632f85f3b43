import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Originals:
    Type: AWS::S3::Bucket
  Jobs:
    Type: AWS::SQS::Queue
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: s3:GetOb
              Resource:
`;

const written = template.replace('s3:GetOb', 's3:GetObject').replace(/Resource:\n$/, "Resource: !Sub '$${Originals.Arn}/*'\n");

const bare = `Transform: AWS::Serverless-2016-10-31
Resources:
  Originals:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Environment:
        Variables:
          ORIGINALS: !Ref Originals
`;

const withPolicies = `${bare}      Policies:
        - S3ReadPolicy:
            BucketName: !Ref Originals
`;

/** What is not there yet is completed, explained and inserted. */
export function describeWriting(editor: Editor): void {
  describe('a policy being written', () => {
    it('gets its action from the list', async () => {
      await editor.openFile('writing/template.yaml', template);
      await editor.goBehind('s3:GetOb');
      const rows = await editor.completions();
      await editor.screenshot('completion-action');
      await editor.press('Escape');
      assert(
        rows.some((row) => row.includes('s3:GetObject') && row.includes('Read')),
        rows.join('\n'),
      );
      await editor.complete('s3:GetObject');
      assert.equal(await editor.save(), template.replace('s3:GetOb', 's3:GetObject'));
    });

    it('gets the ARN of a resource of this template', async () => {
      await editor.goBehind('Resource:');
      await editor.type(' ');
      const rows = await editor.completions();
      await editor.screenshot('completion-arn');
      await editor.press('Escape');
      assert.match(rows[0] ?? '', /^!Sub '\$\{Originals\.Arn\}\/\*'/);
      await editor.complete("!Sub '${Originals.Arn}/*'");
      assert.equal(await editor.save(), written);
      await editor.problemCounts(0, 0);
    });

    it('is explained', async () => {
      await editor.goBehind('s3:GetObj');
      const hover = await editor.hover('Grants permission');
      await editor.screenshot('hover-action');
      assert.match(hover, /s3:GetObject/);
      await editor.press('Escape');
    });
  });

  describe('a function without permissions', () => {
    it('gets them from the scaffold', async () => {
      await editor.openFile('writing/bare.yaml', bare);
      await editor.goBehind('CodeUri');
      await editor.command('Leastwise: Write a Role for This Function');
      const choices = await editor.choose('Add Policies to Resize', 'scaffold-choices');
      assert.equal(choices.length, 2);
      await editor.changed();
      await editor.screenshot('scaffold');
      await editor.press('Escape', 'Escape');
      assert.equal(await editor.save(), withPolicies);
    });
  });
}
