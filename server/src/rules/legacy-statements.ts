import { nestUnder } from '../edit/entries.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { findPair } from '../syntax/node.ts';

export const legacyStatements: Rule = {
  id: 'legacy-statements',
  severity: 'information',
  summary: 'The provider of a Serverless service has its role in properties that are deprecated.',
  rationale: 'Since Serverless 2.24 the role stands below `provider.iam.role`; where both are written, one of them is ignored.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\n  «iamRoleStatements»:\n    - Effect: Allow\n      Action:\n        - s3:GetObject\n      Resource: 'arn:aws:s3:::reports/*'\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action:\n            - s3:GetObject\n          Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n',
      },
    ],
  },
  dialects: ['serverless'],
  *template({ source, trees }, { sourceOf }) {
    const provider = findPair(trees.get(source.uri), 'provider')?.value;
    if (provider?.kind !== 'mapping') return;
    const isFree = findPair(provider, 'iam') === undefined;
    const legacy = provider.pairs.filter((pair) => REPLACED.has(pair.key.value));
    for (const pair of legacy) {
      const path = REPLACED.get(pair.key.value) ?? [];
      const fix = createFix(`Move it to ${path.join('.')}`, 'equal', () => nestUnder(sourceOf(pair.range), provider, pair, path), {
        preferred: true,
      });
      yield {
        range: pair.key.range,
        message: `${quote(pair.key.value)} is deprecated; write provider.${path.join('.')}`,
        fixes: isFree && legacy.length === 1 ? [fix] : [],
      };
    }
  },
};

/** Serverless Framework 3, "Deprecations", PROVIDER_IAM_SETTINGS. */
const REPLACED: ReadonlyMap<string, readonly string[]> = new Map([
  ['iamRoleStatements', ['iam', 'role', 'statements']],
  ['iamManagedPolicies', ['iam', 'role', 'managedPolicies']],
  ['rolePermissionsBoundary', ['iam', 'role', 'permissionsBoundary']],
  ['role', ['iam', 'role']],
  ['cfnRole', ['iam', 'deploymentRole']],
]);
