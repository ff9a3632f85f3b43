import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { findPair } from '../syntax/node.ts';
import { hasOwnRole } from '../template/implicit-sam.ts';
import type { DeclaredResource } from '../template/template.ts';

export const ignoredWithRole: Rule = {
  id: 'ignored-with-role',
  severity: 'warning',
  summary: 'A SAM function or state machine has a `Role` and, beside it, properties of the role that SAM would have made.',
  rationale:
    'With Role set SAM makes no role: Policies, PermissionsBoundary, AssumeRolePolicyDocument and RolePath do nothing (semantics 18). What they grant is missing at run time, and a boundary that seems to hold does not.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !GetAtt Own.Arn\n      «Policies»:\n        - AWSLambdaBasicExecutionRole\n  Own:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nConditions:\n  Shared: !Equals [!Ref AWS::Region, eu-west-1]\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: !If [Shared, !ImportValue Role, !Ref AWS::NoValue]\n      Policies:\n        - AWSLambdaBasicExecutionRole\n',
      },
    ],
  },
  dialects: ['sam'],
  entry(resource, context) {
    return findPair(resource.properties, 'Role') !== undefined ? findIgnored(resource, context) : NOTHING;
  },
};

function* findIgnored(resource: DeclaredResource, context: RuleContext): Generator<Report> {
  const { type, properties } = resource;
  const role = findPair(properties, 'Role');
  if (role === undefined || properties?.kind !== 'mapping' || !hasOwnRole(type, properties)) return;
  for (const pair of properties.pairs) {
    if (!IGNORED.has(pair.key.value) || pair.merged === true) continue;
    yield {
      range: pair.key.range,
      message: `${quote(pair.key.value)} has no effect beside 'Role': SAM makes no role for ${resource.logicalId}`,
      related: [{ range: role.key.range, message: 'the role that is used' }],
      unnecessary: true,
      fixes: [createFix(`Remove '${pair.key.value}'`, 'equal', () => removePair(context.sourceOf(pair.range), properties, pair))],
    };
  }
}

const IGNORED: ReadonlySet<string> = new Set(['Policies', 'PermissionsBoundary', 'AssumeRolePolicyDocument', 'RolePath']);
