import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from '../support/analyse.ts';
import { apply } from '../support/check-rule.ts';
import { hostExample, oneHost } from '../support/hosts.ts';
import { broken, judge } from '../support/naive-iam.ts';
import { inFunction, inResources, inRole, stack } from '../support/policy-texts.ts';

/** Every incorrect example of every rule, in one host, another than that of `fixes.property.test.ts`; in every one in `--mode long`. */
const examples = rules.flatMap((rule, place) =>
  rule.examples.incorrect.flatMap((example, number) =>
    oneHost(hostExample(rule, example), place + number + 1).map((hosted) => ({
      name: `${rule.id} ${number + 1} in ${hosted.host}`,
      ...hosted,
    })),
  ),
);

/** Documents in which one thing has more than one say, statements of a role if nothing else is said. */
const documents: readonly { readonly name: string; readonly uri: string; readonly text: string }[] = [
  ...Object.entries({
    'a Deny beside a wildcard': [
      "- { Effect: Allow, Action: 's3:*', Resource: '*' }",
      "- { Effect: Deny, Action: 's3:Delete*', Resource: '*' }",
    ],
    'a Deny of what would be repaired': [
      '- { Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: !GetAtt Bucket.Arn }',
      "- { Effect: Deny, Action: s3:GetObject, Resource: !Sub '${Bucket.Arn}/*' }",
    ],
    NotAction: ["- { Effect: Allow, NotAction: [s3:GetObjct, s3:HeadObject, s3:GetObject], Resource: '*' }"],
    'NotAction in a Deny': [
      "- { Effect: Allow, Action: 's3:*', Resource: '*' }",
      "- { Effect: Deny, NotAction: [s3:GetObjct, s3:GetObject], Resource: '*' }",
    ],
    'branches of actions and resources': [
      "- { Effect: Allow, Action: !If [Prod, s3:GetObject, 's3:List*'], Resource: !If [Prod, '*', !GetAtt Bucket.Arn] }",
    ],
    'an effect that is not known': [
      "- { Effect: !Ref Given, Action: 's3:List*', Resource: '*' }",
      '- { Effect: !Ref Given, Action: s3:GetObject, Resource: !GetAtt Bucket.Arn }',
    ],
    'resources that are not known': [
      "- { Effect: Allow, Action: ['s3:List*', s3:GetObject], Resource: [!Ref Given, !Sub '${Given}/*'] }",
      "- { Effect: Deny, Action: 's3:Get*', Resource: !Ref Denied }",
    ],
    'a policy variable': [
      "- { Effect: Allow, Action: [s3:GetObject, 's3:List*'], Resource: 'arn:aws:s3:::${aws:username}' }",
      "- { Effect: Deny, Action: s3:GetObject, Resource: 'arn:aws:s3:::home/*' }",
    ],
    'lists in one text': ["- { Effect: Allow, Action: !Split [',', 's3:GetObject,s3:List*'], Resource: !Split [',', '*,arn:aws:s3:::x'] }"],
    'an anchor of two statements': [
      "- &shared { Effect: Allow, Action: [s3:GetObject, 's3:List*'], Resource: '*' }",
      '- { <<: *shared, Effect: Deny }',
    ],
  }).map(([name, statements]) => ({ name, uri: stack, text: inRole(statements, { Bucket: 'AWS::S3::Bucket' }) })),
  {
    name: 'an anchor of an Allow and of a Deny of another policy',
    uri: stack,
    text: [
      'Resources:',
      '  Bucket: { Type: AWS::S3::Bucket }',
      '  Reader:',
      '    Type: AWS::IAM::ManagedPolicy',
      '    Properties:',
      '      PolicyDocument:',
      '        Statement:',
      "          - &shared { Effect: Allow, Action: [s3:GetObject, 's3:List*'], Resource: '*' }",
      '  Guard:',
      '    Type: AWS::IAM::ManagedPolicy',
      '    Properties:',
      '      PolicyDocument:',
      '        Statement:',
      '          - { <<: *shared, Effect: Deny }',
      '',
    ].join('\n'),
  },
];

describe('an evaluator that shares nothing with the kernel finds the claims true', () => {
  test.each([...examples, ...documents])('$name', ({ uri, text }) => {
    const analysis = analyse({ [uri]: text });
    const judged = new Map<string, readonly string[]>();
    const check = (claim: string, after: string): readonly string[] => {
      const key = `${claim} ${after}`;
      const known = judged.get(key) ?? broken(claim, judge(text, after, true));
      judged.set(key, known);
      return known;
    };
    for (const action of analysis.codeActions(uri, { start: 0, end: text.length })) {
      if (action.effect === undefined || action.effect === 'widens') continue;
      const resolved = analysis.resolveCodeAction(action.data);
      if (resolved.kind !== 'withdrawn')
        expect(check(action.effect, apply(text, resolved.changes.get(uri) ?? [])), action.title).toEqual([]);
    }
    const all = analysis.fixAll(uri);
    if (all.fixed > 0) expect(check('repairs', apply(text, all.changes.get(uri) ?? [])), 'fix-all').toEqual([]);
  });
});

describe('the evaluator itself', () => {
  const reader = (action: string, resource: string, effect = 'Allow'): string =>
    inRole([`- { Effect: ${effect}, Action: ${action}, Resource: ${resource} }`], { Bucket: 'AWS::S3::Bucket' });

  test('finds what is gained and what is lost', () => {
    const few = reader('s3:GetObject', "!Sub '${Bucket.Arn}/*'");
    const many = reader("'s3:Get*'", "'*'");
    expect(broken('narrows', judge(few, many))).not.toEqual([]);
    expect(broken('narrows', judge(many, few))).toEqual([]);
    expect(broken('equal', judge(many, few))).not.toEqual([]);
  });

  test('finds a repair, and what is more than one', () => {
    const vain = reader('[s3:GetObject, s3:ListBucket]', '!GetAtt Bucket.Arn');
    expect(broken('repairs', judge(vain, reader('[s3:GetObject, s3:ListBucket]', "[!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*']")))).toEqual(
      [],
    );
    expect(broken('repairs', judge(vain, reader("['s3:*', s3:ListBucket]", "[!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*']")))).not.toEqual(
      [],
    );
  });

  test('finds what more requests meet, and what says the same in other words', () => {
    const limited = (condition: string, effect = 'Allow'): string =>
      inRole([`- { Effect: ${effect}, Action: s3:GetObject, Resource: '*', Condition: { ${condition} } }`]);
    const [exact, like] = [limited("StringEquals: { s3:prefix: 'a*' }"), limited("StringLike: { s3:prefix: 'a*' }")];
    expect(broken('narrows', judge(exact, like))).not.toEqual([]);
    expect(broken('narrows', judge(like, exact))).toEqual([]);
    expect(broken('equal', judge(like, exact))).not.toEqual([]);
    const [host, network] = ['203.0.113.7/24', '203.0.113.0/24'].map((range) => limited(`IpAddress: { aws:SourceIp: ${range} }`));
    expect(broken('equal', judge(host ?? '', network ?? ''))).toEqual([]);
    expect(broken('equal', judge(host ?? '', limited('IpAddress: { aws:SourceIp: 203.0.113.7 }')))).not.toEqual([]);
    const [bool, ifExists] = ['Bool', 'BoolIfExists'].map((name) => limited(`${name}: { aws:MultiFactorAuthPresent: 'false' }`, 'Deny'));
    expect(broken('narrows', judge(bool ?? '', ifExists ?? ''))).toEqual([]);
    expect(broken('narrows', judge(ifExists ?? '', bool ?? ''))).not.toEqual([]);
  });

  test('knows what is granted by name', () => {
    const all = ['{ Statement: { Effect: Allow, Action: sqs:*, Resource: "*" } }', 'AmazonSQSReadOnlyAccess'];
    const [whole, read, both] = [[all[0]], [all[1]], all].map((entries) => inFunction(entries.map((entry) => `- ${entry}`)));
    expect(broken('equal', judge(both ?? '', whole ?? ''))).toEqual([]);
    expect(broken('narrows', judge(read ?? '', whole ?? ''))).not.toEqual([]);
    expect(broken('narrows', judge(whole ?? '', read ?? ''))).toEqual([]);
    const polled = inFunction(['- SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName }']);
    const written = (actions: string): string =>
      inFunction([
        '- Statement:',
        '    Effect: Allow',
        `    Action: [${actions}]`,
        "    Resource: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}'",
      ]);
    expect(
      broken('equal', judge(polled, written('sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage'))),
    ).toEqual([]);
    expect(broken('equal', judge(polled, written('sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage')))).not.toEqual([]);
    expect(broken('narrows', judge(polled, written('sqs:DeleteMessage, sqs:SendMessage')))).not.toEqual([]);
  });

  test('knows what SAM adds, a role that is given and a boundary', () => {
    const made = (...properties: readonly string[]): string =>
      inResources([
        'Function:',
        '  Type: AWS::Serverless::Function',
        '  Properties:',
        '    Handler: app.handler',
        ...properties.map((one) => `    ${one}`),
      ]);
    expect(broken('equal', judge(made('Policies: [AWSLambdaBasicExecutionRole]'), made()))).toEqual([]);
    expect(broken('equal', judge(made('Policies: [AmazonSQSFullAccess]'), made()))).not.toEqual([]);
    const given = "Role: 'arn:aws:iam::111122223333:role/own'";
    expect(broken('equal', judge(made(given, 'Policies: [AmazonSQSFullAccess]'), made(given)))).toEqual([]);
    const bounded = made('PermissionsBoundary: arn:aws:iam::aws:policy/AmazonSQSFullAccess');
    expect(broken('narrows', judge(made(), bounded))).toEqual([]);
    expect(broken('equal', judge(made(), bounded))).not.toEqual([]);
    expect(broken('narrows', judge(bounded, made()))).not.toEqual([]);
  });

  test('finds a Deny that shrinks where nothing is allowed', () => {
    expect(broken('narrows', judge(reader('s3:GetObject', "'*'", 'Deny'), reader('s3:PutObject', "'*'", 'Deny')))).not.toEqual([]);
  });
});
