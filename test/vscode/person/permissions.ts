import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';
import type { PermissionsScreen } from '../permissions-screen.ts';

const name = 'permissions/template.yaml';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Uploads:
    Type: AWS::S3::Bucket
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Tracing: Active
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Orders
        - Statement:
            - Effect: Allow
              Action:
                - s3:GetObject
                - s3:PutObject*
              Resource: !Sub '\${Uploads.Arn}/*'
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          Effect: Allow
          Principal: { Service: lambda.amazonaws.com }
          Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/AmazonSQSReadOnlyAccess
Outputs:
  Role:
    Value: !GetAtt WorkerRole.Arn
  Bucket:
    Value: !Ref Uploads
`;

function lineOf(text: string): number {
  return template.slice(0, template.indexOf(text)).split('\n').length;
}

/** Who may do what, where people see it: above each function, in a tree, and by the names of the template. */
export function describePermissions(editor: Editor, screen: PermissionsScreen): void {
  describe('what a function may do', () => {
    it('stands above it', async () => {
      await editor.openFile(name, template);
      const lenses = await screen.lenses(2);
      assert.match(lenses[0] ?? '', /^\d+ actions · 3 resources and \*/);
      await editor.screenshot('lens');
    });

    it('is shown as a tree by a click', async () => {
      await screen.clickLens('actions');
      const rows = await screen.rows('dynamodb');
      assert(
        rows.some((row) => row.startsWith('Worker')),
        rows.join('\n'),
      );
      await screen.expand('s3');
      await screen.expand('s3:PutObject*');
      await screen.expand('Uploads/*');
      await editor.screenshot('permissions-tree');
    });

    it('leads from a node of the tree to its line', async () => {
      await screen.follow('inline policy');
      await screen.isInLine(lineOf('- Effect: Allow'));
      await editor.screenshot('permissions-origin');
    });
  });

  describe('the tree', () => {
    it('follows an edit', async () => {
      await editor.goBehind('- s3:GetObject');
      await editor.type('Tagging');
      const rows = await screen.rows('s3:GetObjectTagging');
      assert(!rows.some((row) => row.startsWith('s3:GetObjectread')), rows.join('\n'));
      await editor.press('Control+z');
      await screen.rows('s3:GetObjectread');
      await editor.save();
    });
  });

  describe('a name of the template', () => {
    it('leads to its definition', async () => {
      await editor.openFile('permissions/names.yaml', template);
      await screen.lenses(2);
      await editor.goBehind('!GetAtt Worker');
      await editor.press('F12');
      await screen.isInLine(lineOf('Worker:'));
      await editor.screenshot('definition');
    });

    it('is in the outline with its statements', async () => {
      await editor.press('Control+Shift+o');
      await editor.type('on Up');
      await editor.screenshot('outline');
      await editor.choose('Allow 10 s3 on Uploads/*');
      await screen.isInLine(lineOf('- Effect: Allow'));
    });

    it('is renamed wherever it stands', async () => {
      await editor.goBehind('!Ref Upl');
      await screen.rename('Photos', 'rename');
      await editor.changed();
      assert.equal(await editor.save(), template.replaceAll('Uploads', 'Photos'));
    });
  });

  describe('the view', () => {
    it('opens at the role of the cursor by the command', async () => {
      await editor.openFile('permissions/command.yaml', template);
      await screen.lenses(2);
      await editor.goBehind('Type: AWS::IAM::Role');
      await editor.command('Leastwise: Show What This Function or Role May Do');
      const rows = await screen.rows('sqs');
      assert(!rows.some((row) => row.startsWith('dynamodb')), rows.join('\n'));
      await editor.screenshot('permissions-command');
    });

    it('says what to open where the file is none of ours', async () => {
      await editor.openFile('permissions/notes.txt', 'Nothing to see here.\n');
      await editor.command('Leastwise: Focus on Permissions View');
      await screen.welcome('to see what each of its functions and roles may do');
      await editor.screenshot('permissions-welcome');
    });
  });
}
