/** Documents around the lines of a test: whole files by what is written into them, each with its URI. */

/** Types by logical id: declared resources that have nothing else. */
export type Resources = Readonly<Record<string, string>>;

export const stack = 'file:///w/stack.yaml';
export const template = 'file:///w/template.yaml';
export const serverless = 'file:///w/serverless.yml';
export const jsonStack = 'file:///w/stack.json';
export const policyFile = 'file:///w/policy.json';

/** A role of CloudFormation with these lines as its list of statements. */
export function inRole(statements: readonly string[], resources: Resources = {}): string {
  return lines([
    'Resources:',
    ...declared(resources),
    '  Role:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      Policies:',
    '        - PolicyName: own',
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    ...indent(14, statements),
  ]);
}

/** A function of SAM with these lines as its list of `Policies`. */
export function inFunction(entries: readonly string[], resources: Resources = {}): string {
  return lines([
    'Transform: AWS::Serverless-2016-10-31',
    'Resources:',
    ...declared(resources),
    '  Function:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Policies:',
    ...indent(8, entries),
  ]);
}

/** A Serverless service with these lines as the statements of its provider. */
export function inProvider(statements: readonly string[], resources: Resources = {}): string {
  return lines([
    'service: app',
    'provider:',
    '  name: aws',
    '  iam:',
    '    role:',
    '      statements:',
    ...indent(8, statements),
    'resources:',
    '  Resources:',
    ...indent(2, declared(resources)),
  ]);
}

/** A loose policy in JSON with these lines as its statements. */
export function inPolicy(statements: readonly string[]): string {
  return lines(['{', '  "Version": "2012-10-17",', '  "Statement": [', ...indent(4, statements), '  ]', '}']);
}

/** A role of a JSON template with these lines as its statements. */
export function inJsonRole(statements: readonly string[], resources: Resources = {}): string {
  return lines([
    '{',
    '  "Resources": {',
    ...Object.entries(resources).map(([name, type]) => `    "${name}": { "Type": "${type}" },`),
    '    "Role": {',
    '      "Type": "AWS::IAM::Role",',
    '      "Properties": {',
    '        "Policies": [{ "PolicyName": "own", "PolicyDocument": { "Version": "2012-10-17", "Statement": [',
    ...indent(10, statements),
    '        ] } }]',
    '      }',
    '    }',
    '  }',
    '}',
  ]);
}

/** A managed policy whose document is JSON text under `!Sub`, with these lines as its statements. */
export function inJsonText(statements: readonly string[], resources: Resources = {}): string {
  return lines([
    'Resources:',
    ...declared(resources),
    '  Policy:',
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    '      PolicyDocument: !Sub |',
    '        {',
    '          "Version": "2012-10-17",',
    '          "Statement": [',
    ...indent(12, statements),
    '          ]',
    '        }',
  ]);
}

/** Resources of a template, one line of YAML after the other. */
export function inResources(resources: readonly string[]): string {
  return lines(['Resources:', ...indent(2, resources)]);
}

export function withCrlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

function declared(resources: Resources): readonly string[] {
  return Object.entries(resources).flatMap(([name, type]) => [`  ${name}:`, `    Type: ${type}`]);
}

function indent(columns: number, written: readonly string[]): readonly string[] {
  return written.map((line) => (line === '' ? '' : `${' '.repeat(columns)}${line}`));
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
