import { insertPair } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { replaceByPair } from '../lint/principal-fixes.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import type { Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import { literalText } from '../template/text.ts';

export const functionUrlAuth: Rule = {
  id: 'function-url-auth',
  severity: 'warning',
  summary: 'The URL of a function is open to everybody.',
  rationale:
    'With AuthType NONE whoever knows the URL can call the function, and you pay for it. AWS_IAM asks for a signature, and lambda:InvokeFunctionUrl says who may.',
  alsoKnownAs: { checkov: 'CKV_AWS_258', 'cdk-nag': 'LambdaFunctionUrlAuth' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionUrlConfig:\n        AuthType: «NONE»',
      },
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n  Url:\n    Type: AWS::Lambda::Url\n    Properties:\n      TargetFunctionArn: !GetAtt Hello.Arn\n      AuthType: «NONE»',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: app.handler\n    url: «true»',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n  Url:\n    Type: AWS::Lambda::Url\n    Properties:\n      TargetFunctionArn: !GetAtt Hello.Arn\n      AuthType: !Ref AuthType',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: app.handler\n    url:\n      authorizer: aws_iam',
      },
    ],
  },
  types: ['AWS::Lambda::Url', 'AWS::Serverless::Function', 'AWS::Lambda::Function'],
  *entry({ type, properties }, context) {
    if (type === 'AWS::Lambda::Url') yield* checkAuthType(findPair(properties, 'AuthType'), context);
    if (type === 'AWS::Serverless::Function')
      yield* checkAuthType(findPair(findValue(properties, 'FunctionUrlConfig'), 'AuthType'), context);
    // A function of Serverless has its own properties.
    if (type === 'AWS::Lambda::Function') yield* checkUrl(findPair(properties, 'url'), context);
  },
  *template({ trees, source }, context) {
    const globals = findValue(trees.get(source.uri), 'Globals', 'Function', 'FunctionUrlConfig');
    yield* checkAuthType(findPair(globals, 'AuthType'), context);
  },
};

const MESSAGE = 'Everybody who knows the URL can call the function';

function* checkAuthType(pair: Pair | undefined, context: RuleContext): Generator<Report> {
  const node = pair?.value;
  const text = node === undefined ? undefined : readText(node, context.template);
  if (node === undefined || text === undefined || literalText(text) !== 'NONE') return;
  const source = context.sourceOf(node.outer);
  yield {
    range: node.outer,
    message: MESSAGE,
    fixes: [
      createFix('Change to AWS_IAM', 'narrows', () => replaceValue(source, { text, node, when: [] }, { kind: 'literal', text: 'AWS_IAM' })),
    ],
  };
}

/** `url: true`, or a mapping without an authorizer (serverless.com, "AWS Lambda function URLs", version 3 and 4). */
function* checkUrl(pair: Pair | undefined, context: RuleContext): Generator<Report> {
  const node: Node | undefined = pair?.value;
  if (pair === undefined || node === undefined) return;
  const source = context.sourceOf(node.outer);
  const authorizer = { kind: 'literal', text: 'aws_iam' } as const;
  if (node.kind === 'scalar' && node.type === 'boolean' && /^true$/i.test(node.value)) {
    const fix = createFix('Let aws_iam authorize it', 'narrows', () => replaceByPair(source, pair, 'authorizer', authorizer));
    yield { range: node.outer, message: MESSAGE, fixes: [fix] };
  }
  if (node.kind !== 'mapping' || node.tag !== undefined || findPair(node, 'authorizer') !== undefined) return;
  const fix = createFix('Let aws_iam authorize it', 'narrows', () => insertPair(source, node, 'authorizer', authorizer));
  yield { range: pair.key.outer, message: MESSAGE, fixes: node.pairs.length === 0 ? [] : [fix] };
}
