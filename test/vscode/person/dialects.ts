import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pictures" },
    { "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:*"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
  ]
}
`;

const withObjects = policy.replace('pictures', 'pictures/*');
const writeActions = [
  'CancelMessageMoveTask',
  'ChangeMessageVisibility',
  'CreateQueue',
  'DeleteMessage',
  'DeleteQueue',
  'PurgeQueue',
  'StartMessageMoveTask',
]
  .map((name) => `"sqs:${name}"`)
  .join(', ');

const serverless = `service: resize
frameworkVersion: '3'
provider:
  name: aws
  runtime: nodejs20.x
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [s3:GetObject]
          Resource: '*'
functions:
  resize:
    handler: app.handler
    environment:
      PICTURES: !Ref Pictures
resources:
  Resources:
    Pictures:
      Type: AWS::S3::Bucket
`;

const limited = serverless.replace("Resource: '*'", "Resource: !Sub '$${Pictures.Arn}/*'");

const scaffolded = limited.replace(
  /^resources:/m,
  `    iamRoleStatements:
      - Effect: Allow
        Action:
          - s3:GetObject
        Resource: !Sub '\${Pictures.Arn}/*'
$&`,
);

/** The same in the other files that hold policies. */
export function describeDialects(editor: Editor): void {
  describe('a policy in JSON', () => {
    it('is mended in its own style', async () => {
      await editor.openFile('dialects/policy.json', policy);
      await editor.problemCounts(1, 1);
      await editor.squiggles(2);
      await editor.goBehind('arn:aws:s3:::pict');
      await editor.quickFix("Change to 'arn:aws:s3:::pictures/*'");
      assert.equal(await editor.save(), withObjects);
      await editor.goBehind('sqs:*');
      await editor.quickFix('Keep only the 8 write actions');
      await editor.screenshot('json');
      assert.equal(await editor.save(), withObjects.replace('"sqs:*"', writeActions));
      await editor.problemCounts(0, 0);
    });
  });

  describe('a serverless.yml', () => {
    it('has its statements limited to its own resources', async () => {
      await editor.openFile('dialects/serverless.yml', serverless);
      await editor.problemCounts(0, 1);
      await editor.squiggles(1);
      await editor.goBehind("Resource: '");
      await editor.quickFix('Limit to Pictures (object)');
      assert.equal(await editor.save(), limited);
      await editor.problemCounts(0, 0);
    });

    it('gets the permissions of a function from the scaffold', async () => {
      await editor.goBehind('app.handler');
      await editor.command('Leastwise: Write a Role for This Function');
      await editor.changed();
      await editor.press('Escape', 'Escape');
      await editor.screenshot('serverless-scaffold');
      assert.equal(await editor.save(), scaffolded);
    });
  });
}
