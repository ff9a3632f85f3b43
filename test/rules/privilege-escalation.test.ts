import { describe, expect, test } from 'vitest';
import { privilegeEscalation } from '../../server/src/rules/privilege-escalation.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(privilegeEscalation, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const allow = (actions: readonly string[], resource = "'*'") => [
  '- Effect: Allow',
  `  Action: [${actions.join(', ')}]`,
  `  Resource: ${resource}`,
];
const messagesOf = (statements: readonly string[]): readonly string[] =>
  findingsOf('privilege-escalation', stack, inRole(statements)).map(({ message }) => message);
const catalog = loadCatalogForTests();
const alone = catalog.escalationPaths().filter(({ actions }) => actions.length === 1);

describe('privilege-escalation', () => {
  test('one finding for the actions of a statement', () =>
    checkPicture(
      'privilege-escalation',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action:',
        '    - iam:CreatePolicyVersion',
        "      ^^^^^^^^^^^^^^^^^^^^^^^ 'iam:CreatePolicyVersion' on every resource lets its holder rewrite any policy, its own too (and 1 more like it)",
        '    - iam:GetPolicy',
        '    - iam:AttachRolePolicy',
        "  Resource: 'arn:aws:iam::111122223333:*'",
      ]),
    ));
  test.each(
    catalog
      .escalationPaths()
      .filter(({ actions }) => !actions.includes('iam:PassRole'))
      .map((path) => [path.id, path] as const),
  )('%s is reported, here or by a rule of its own', (_, { actions }) => {
    const text = inRole(allow(actions));
    const found = [...findingsOf('privilege-escalation', stack, text), ...findingsOf('assume-role-wildcard', stack, text)];
    expect(found.length).toBeGreaterThan(0);
    for (const { message } of found) expect(message.length).toBeLessThan(200);
  });
  test.each(
    catalog
      .escalationPaths()
      .filter(({ actions }) => actions.includes('iam:PassRole'))
      .map((path) => [path.id, path] as const),
  )('%s is told of by pass-role', (_, { actions }) => {
    const [found] = findingsOf('pass-role', stack, inRole(allow(actions)));
    expect(found?.message).toContain('; with ');
    expect(found?.message.length).toBeLessThan(200);
  });
  test('several statements together', () =>
    expect(messagesOf([...allow(['ec2:ModifyInstanceAttribute']), ...allow(['ec2:StopInstances', 'ec2:Start*'])])).toEqual([
      "'ec2:ModifyInstanceAttribute' with ec2:StopInstances and 1 more on every resource lets its holder run code of its own as the role of any EC2 instance",
    ]));
  test('a part of a way is none', () => {
    expect(messagesOf(allow(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances']))).toEqual([]);
    expect(
      messagesOf([
        ...allow(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances']),
        ...allow(['ec2:StartInstances'], "'arn:aws:ec2:*:*:instance/i-0123456789abcdef0'"),
      ]),
    ).toEqual([]);
  });
  test('a Deny, a condition, a name and what is not known are silent', () => {
    for (const { actions } of alone) {
      const [name = ''] = actions;
      const statement = allow([name]);
      checkSilent('privilege-escalation', stack, inRole([...statement, '- Effect: Deny', `  Action: ${name}`, "  Resource: '*'"]));
      checkSilent('privilege-escalation', stack, inRole([...statement, '  Condition: { StringEquals: { aws:PrincipalTag/team: ops } }']));
      checkSilent('privilege-escalation', stack, inRole(allow([name], '!Ref Target')));
    }
  });
  test('a wildcard is reported as one', () => checkSilent('privilege-escalation', stack, inRole(allow(["'iam:*'"]))));
  test('a bucket policy without the rights on its objects', () => {
    const bucket = "'arn:aws:s3:::reports'";
    expect(messagesOf(allow(['s3:PutBucketPolicy'], bucket))).toEqual([
      "'s3:PutBucketPolicy' lets its holder gain s3:GetObject, s3:PutObject, s3:DeleteObject, which this policy does not allow",
    ]);
    expect(messagesOf([...allow(['s3:PutBucketPolicy'], bucket), ...allow(["'s3:Get*'"], "'arn:aws:s3:::reports/*'")])).toEqual([]);
    expect(messagesOf([...allow(['s3:PutBucketPolicy'], bucket), ...allow(['!Ref Given'], "'arn:aws:s3:::reports/*'")])).toEqual([]);
  });
  test('the resource of the template', () =>
    checkFix(
      stack,
      inRole(allow(['lambda:UpdateFunctionCode']), { Worker: 'AWS::Lambda::Function' }),
      'Limit to Worker (function)',
      inRole(allow(['lambda:UpdateFunctionCode'], '!GetAtt Worker.Arn'), { Worker: 'AWS::Lambda::Function' }),
    ));
  test('or the action goes', () =>
    checkFix(stack, inRole(allow(['iam:GetRole', 'iam:PutRolePolicy'])), "Remove 'iam:PutRolePolicy'", inRole(allow(['iam:GetRole']))));
});
