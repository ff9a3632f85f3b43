/** Documents around the statements of a trust policy or of a resource's policy, as block YAML, as JSON and as JSON text in a string. */
import type { Resources } from './policy-texts.ts';

const TRUST = { type: 'AWS::IAM::Role', property: 'AssumeRolePolicyDocument', others: {} } as const;
const BUCKET = { type: 'AWS::S3::BucketPolicy', property: 'PolicyDocument', others: { Bucket: 'reports' } } as const;
const RCP = { type: 'AWS::Organizations::Policy', property: 'Content', others: { Type: 'RESOURCE_CONTROL_POLICY' } } as const;

interface Place {
  readonly type: string;
  readonly property: string;
  readonly others: Readonly<Record<string, string>>;
}

/** A role with these lines as the statements of its trust policy. */
export function inTrust(statements: readonly string[], resources: Resources = {}): string {
  return inYaml(TRUST, statements, resources);
}

export function inJsonTrust(statements: readonly string[], resources: Resources = {}): string {
  return inJson(TRUST, statements, resources);
}

/** The trust policy as JSON text under `!Sub`. */
export function inTrustText(statements: readonly string[], resources: Resources = {}): string {
  return inText(TRUST, statements, resources);
}

/** The policy of the bucket `reports` with these lines as its statements. */
export function inBucketPolicy(statements: readonly string[], resources: Resources = {}): string {
  return inYaml(BUCKET, statements, resources);
}

export function inJsonBucketPolicy(statements: readonly string[], resources: Resources = {}): string {
  return inJson(BUCKET, statements, resources);
}

/** The bucket's policy as JSON text under `!Sub`. */
export function inBucketPolicyText(statements: readonly string[], resources: Resources = {}): string {
  return inText(BUCKET, statements, resources);
}

/** A resource control policy with these lines as its statements. */
export function inRcp(statements: readonly string[]): string {
  return inYaml(RCP, statements, {});
}

function inYaml(place: Place, statements: readonly string[], resources: Resources): string {
  return lines([
    ...head(place, resources),
    `      ${place.property}:`,
    "        Version: '2012-10-17'",
    '        Statement:',
    ...indent(10, statements),
  ]);
}

function inText(place: Place, statements: readonly string[], resources: Resources): string {
  return lines([
    ...head(place, resources),
    `      ${place.property}: !Sub |`,
    '        {',
    '          "Version": "2012-10-17",',
    '          "Statement": [',
    ...indent(12, statements),
    '          ]',
    '        }',
  ]);
}

function head({ type, others }: Place, resources: Resources): readonly string[] {
  return [
    'Resources:',
    ...Object.entries(resources).flatMap(([name, other]) => [`  ${name}:`, `    Type: ${other}`]),
    '  Own:',
    `    Type: ${type}`,
    '    Properties:',
    ...Object.entries(others).map(([name, value]) => `      ${name}: ${value}`),
  ];
}

function inJson({ type, property, others }: Place, statements: readonly string[], resources: Resources): string {
  return lines([
    '{',
    '  "Resources": {',
    ...Object.entries(resources).map(([name, other]) => `    "${name}": { "Type": "${other}" },`),
    '    "Own": {',
    `      "Type": "${type}",`,
    '      "Properties": {',
    ...Object.entries(others).map(([name, value]) => `        "${name}": "${value}",`),
    `        "${property}": {`,
    '          "Version": "2012-10-17",',
    '          "Statement": [',
    ...indent(12, statements),
    '          ]',
    '        }',
    '      }',
    '    }',
    '  }',
    '}',
  ]);
}

function indent(columns: number, written: readonly string[]): readonly string[] {
  return written.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
