import { findManagedPolicy } from '../grants/managed-policies.ts';
import { describeBreadth, findBreadth } from '../lint/managed-breadth.ts';
import { findManagedFixes } from '../lint/managed-fixes.ts';
import type { Rule } from '../lint/rule.ts';
import { readText } from '../template/intrinsics.ts';
import { renderText } from '../template/text.ts';

export const managedPolicy: Rule = {
  id: 'managed-policy',
  severity: 'warning',
  summary: 'A managed policy of AWS is attached that reaches every resource of a service, or of many.',
  rationale:
    'Such a policy is made for people who administer a service, not for one application: whoever takes over the function has all of it. It is measured by its document: it allows every action of a service that has resources, on all of them, or at least 20 actions on every resource that could be limited to some. Policies that AWS made for the role of a service (service-role/) are not reported.',
  alsoKnownAs: {
    cloudsplaining: 'ManagedPolicy',
    checkov: 'CKV_AWS_274',
    'cfn-nag': 'W43',
    'cdk-nag': 'AwsSolutions-IAM4',
  },
  examples: {
    incorrect: [
      { form: 'entry', code: '«AmazonSQSFullAccess»' },
      { form: 'entry', code: '«arn:aws:iam::aws:policy/AdministratorAccess»' },
      { form: 'entry', code: "«!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess'»" },
      {
        form: 'template',
        code: "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n            Action: sts:AssumeRole\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n        - «arn:aws:iam::aws:policy/AmazonSQSFullAccess»\n",
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      managedPolicies:\n        - «arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess»\n',
      },
    ],
    correct: [
      { form: 'entry', code: 'AWSLambdaBasicExecutionRole' },
      { form: 'entry', code: 'AWSXRayDaemonWriteAccess' },
      { form: 'entry', code: 'CloudWatchLambdaInsightsExecutionRolePolicy' },
      { form: 'entry', code: '!Ref Access', resources: 'Access:\n  Type: AWS::IAM::ManagedPolicy' },
    ],
  },
  sources: ['managed'],
  *source(source, context) {
    if (source.kind !== 'managed' || source.owner.hasOwnRole === true) return;
    const { catalog, template } = context;
    const managed = findManagedPolicy(
      catalog,
      renderText(readText(source.node, template)),
      source.owner.type.startsWith('AWS::Serverless::'),
    );
    const breadth = managed && findBreadth(catalog, managed);
    if (managed === undefined || breadth === undefined) return;
    yield {
      range: source.node.outer,
      message: `${managed.name} allows ${describeBreadth(catalog, breadth)}`,
      fixes: () => findManagedFixes(source, managed, context),
    };
  },
};
