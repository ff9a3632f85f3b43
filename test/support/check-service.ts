import type { FileSnapshot } from '../../server/src/template/files.ts';
import type { ExpectedPrincipal, ExpectedStatement } from './check-principals.ts';
import { checkPrincipals } from './check-principals.ts';

/** Every principal of a service of the Serverless Framework, as `checkPrincipals` compares them. */
export function checkService(
  text: string,
  expected: Readonly<Record<string, ExpectedPrincipal>>,
  files: Readonly<Record<string, string | FileSnapshot>> = {},
): void {
  checkPrincipals(text, expected, { uri: 'file:///workspace/serverless.yml', files });
}

/** Functions that act by the role that all functions share. */
export function sharing(...functions: readonly string[]): Readonly<Record<string, ExpectedPrincipal>> {
  return Object.fromEntries(functions.map((name) => [`${name}LambdaFunction`, { roles: '${IamRoleLambdaExecution.Arn}' }]));
}

/** Functions that act by a role of their own. */
export function owning(...functions: readonly string[]): Readonly<Record<string, ExpectedPrincipal>> {
  return Object.fromEntries(functions.map((name) => [`${name}LambdaFunction`, { roles: `\${${name}IamRoleLambdaExecution.Arn}` }]));
}

const LOGS = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group';

/** What the shared role has for logs: `/aws/lambda/orders-dev*`. */
export function sharedLogs(...groups: readonly string[]): readonly ExpectedStatement[] {
  const from = 'framework logs';
  return [
    {
      actions: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'],
      resources: groups.map((group) => `${LOGS}:${group}:*`),
      from,
    },
    { actions: 'logs:PutLogEvents', resources: groups.map((group) => `${LOGS}:${group}:*:*`), from },
  ];
}

/** What a role of a function's own has for logs: `/aws/lambda/orders-dev-hello`. */
export function ownLogs(group: string): ExpectedStatement {
  const actions = ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:PutLogEvents'];
  return { actions, resources: `${LOGS}:${group}:*:*`, from: 'framework logs' };
}

export const network: ExpectedStatement = {
  actions: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVpcs',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  resources: '*',
};
