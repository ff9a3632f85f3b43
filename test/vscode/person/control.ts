import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Editor } from '../editor.ts';
import type { Workspace } from '../workspace.ts';

const name = 'control/template.yaml';
const configuration = 'control/leastwise.config.yaml';

const template = `Resources:
  Sender:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: send
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: sqs:SendMessage
                Resource: '*'
              - Effect: Allow
                Action: sns:*
                Resource: !Sub 'arn:\${AWS::Partition}:sns:\${AWS::Region}:\${AWS::AccountId}:news'
`;

/** What is reported is the author's to say: here, in the settings, in the configuration file. */
export function describeControl(editor: Editor, workspace: Workspace): void {
  describe('what is reported', () => {
    it('leaves out what a comment excuses with a reason', async () => {
      await editor.openFile(name, template);
      await editor.problemCounts(0, 2);
      await editor.goBehind("Resource: '");
      await editor.quickFix("Ignore 'wildcard-resource' here");
      // The wildcard that is left, and the comment, which lacks its reason.
      await editor.problemCounts(0, 1, 1);
      await editor.squiggles(2);
      await editor.screenshot('suppressed');
      const comment = '                # leastwise-ignore wildcard-resource: state the reason\n';
      assert.equal(await editor.save(), template.replace("                Resource: '*'\n", `${comment}$&`));
    });

    it('leaves out what the Metadata of the resource excuses', async () => {
      await editor.openFile(name, template);
      await editor.problemCounts(0, 2);
      await editor.goBehind("Resource: '");
      await editor.quickFix("Ignore 'wildcard-resource' in this resource's Metadata");
      await editor.problemCounts(0, 1, 1);
      await editor.save();
      await editor.screenshot('suppressed-in-metadata');
    });

    it('follows the settings', async () => {
      await editor.openFile(name, template);
      await editor.problemCounts(0, 2);
      await editor.settings({ 'leastwise.rules': { 'wildcard-resource': 'off', 'wildcard-action': 'error' } });
      await editor.problemCounts(1, 0);
    });

    it('follows leastwise.config.yaml, which beats the settings', async () => {
      workspace.write(configuration, 'rules:\n  wildcard-resource: error\n  wildcard-action: off\n');
      await editor.problemCounts(1, 0);
      assert.match((await editor.problems("'*' is every resource")).join('\n'), /wildcard-resource/);
      await editor.command('View: Hide Panel');
      workspace.write(configuration, 'ignore:\n  - template.yaml\n');
      await editor.problemCounts(0, 0);
      workspace.delete(configuration);
      await editor.settings({});
      await editor.problemCounts(0, 2);
    });
  });

  describe('the page of a rule', () => {
    it('is shown by the command', async () => {
      await editor.openFile(name, template);
      await editor.command('Leastwise: Open the Documentation of a Rule');
      const rules = await editor.choose('resource-type-mismatch', 'rules');
      // Of a long list only the rows in view are there.
      const described = 'arn-accountThe account of an ARN is not an account id of 12 digits.';
      assert(
        rules.some((row) => row.startsWith(described)),
        rules.join('\n'),
      );
      assert.match(await editor.page('resource-type-mismatch'), /An action matches no resource/);
      await editor.screenshot('rule-page');
    });

    it('is where the rule of a problem leads', async () => {
      await editor.openFile(name, template);
      await editor.problemCounts(0, 2);
      await editor.openRuleOfProblem('wildcard-action');
      assert.match(await editor.page('wildcard-action'), /grants actions by a wildcard/);
      await editor.screenshot('rule-page-of-problem');
      await editor.command('View: Hide Panel');
    });
  });
}
