import type { Entry } from './snippet-tree.ts';
import { escapeSnippet, list, map, sub, text } from './snippet-tree.ts';

export interface ExecutionRole {
  readonly logicalId: string;
  /** The function's name in `Fn::Sub` notation; absent where it is to be filled in. */
  readonly functionName?: string;
}

const LOG_GROUP = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/';

/** An `AWS::IAM::Role` that Lambda may assume, with permission to write to the log group of one function and to nothing else. */
export function executionRole({ logicalId, functionName }: ExecutionRole): Entry {
  const name = functionName === undefined ? '${2:FunctionName}' : escapeSnippet(functionName);
  const version = { kind: 'text', snippet: '2012-10-17', quoted: true } as const;
  const trust = map(
    ['Version', version],
    [
      'Statement',
      list(
        map(['Effect', text('Allow')], ['Principal', map(['Service', text('lambda.amazonaws.com')])], ['Action', text('sts:AssumeRole')]),
      ),
    ],
  );
  const logs = map(
    ['Effect', text('Allow')],
    ['Action', list(text('logs:CreateLogStream'), text('logs:PutLogEvents'))],
    ['Resource', sub(`${escapeSnippet(LOG_GROUP)}${name}:*`)],
  );
  const policy = map(['PolicyName', text('logs')], ['PolicyDocument', map(['Version', version], ['Statement', list(logs)])]);
  return [
    `\${1:${logicalId}}`,
    map(['Type', text('AWS::IAM::Role')], ['Properties', map(['AssumeRolePolicyDocument', trust], ['Policies', list(policy)])]),
  ];
}
