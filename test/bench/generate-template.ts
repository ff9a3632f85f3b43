import { printJson, printYaml } from './print-template.ts';
import type { Mapping } from './template-parts.ts';
import {
  bucketOf,
  documentOf,
  lambdaFunctionOf,
  nameOf,
  queueOf,
  roleOf,
  samFunctionOf,
  serverlessFunctionOf,
  tableOf,
} from './template-parts.ts';

export interface Dialect {
  readonly name: string;
  /** What a document is called that holds it. */
  readonly file: string;
  readonly languageId: string;
  /** A template of at least `lines` lines and less than one entry more. The same number, the same text. */
  generate(lines: number): string;
}

type Entry = readonly [name: string, entry: Mapping];

/** What the `n`-th table, bucket and queue bring along: functions of `serverless.yml`, and resources. */
interface Group {
  readonly resources: readonly Entry[];
  readonly functions: readonly Entry[];
}

export const DIALECTS: readonly Dialect[] = [
  { name: 'SAM YAML', file: 'template.yaml', languageId: 'yaml', generate: (lines) => grow(lines, samGroup, printSam) },
  {
    name: 'CloudFormation JSON',
    file: 'stack.json',
    languageId: 'json',
    generate: (lines) => grow(lines, cloudFormationGroup, printCloudFormation),
  },
  { name: 'Serverless', file: 'serverless.yml', languageId: 'yaml', generate: (lines) => grow(lines, serverlessGroup, printServerless) },
];

export function countLines(text: string): number {
  return text.split('\n').length - 1;
}

const FUNCTIONS_OF_A_GROUP = [0, 1, 2];

function samGroup(n: number): Group {
  const functions = FUNCTIONS_OF_A_GROUP.map((i): Entry => [nameOf('Function', n * 3 + i), samFunctionOf(n * 3 + i, n)]);
  return { resources: [...storesOf(n), ...functions, [nameOf('Role', n), roleOf(n, n)]], functions: [] };
}

function cloudFormationGroup(n: number): Group {
  const functions = FUNCTIONS_OF_A_GROUP.flatMap((i): readonly Entry[] => {
    const role = nameOf('Role', n * 3 + i);
    return [
      [nameOf('Function', n * 3 + i), lambdaFunctionOf(n * 3 + i, role)],
      [role, roleOf(n * 3 + i, n)],
    ];
  });
  return { resources: [...storesOf(n), ...functions], functions: [] };
}

function serverlessGroup(n: number): Group {
  const functions = FUNCTIONS_OF_A_GROUP.map((i): Entry => [`order${n * 3 + i}`, serverlessFunctionOf(n * 3 + i, n)]);
  return { resources: storesOf(n), functions };
}

function storesOf(n: number): readonly Entry[] {
  return [
    [nameOf('Table', n), tableOf(n)],
    [nameOf('Bucket', n), bucketOf(n)],
    [nameOf('Queue', n), queueOf(n)],
  ];
}

const HEAD: Mapping = { AWSTemplateFormatVersion: '2010-09-09' };
const CONDITIONS: Mapping = { IsProduction: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } };

function printSam({ resources }: Group): string {
  const transform = { Transform: 'AWS::Serverless-2016-10-31' };
  return printYaml({ ...HEAD, ...transform, Conditions: CONDITIONS, Resources: Object.fromEntries(resources) });
}

function printCloudFormation({ resources }: Group): string {
  return printJson({ ...HEAD, Conditions: CONDITIONS, Resources: Object.fromEntries(resources) });
}

function printServerless({ resources, functions }: Group): string {
  const head = { service: 'orders', plugins: ['serverless-iam-roles-per-function'] };
  const provider = { name: 'aws', runtime: 'nodejs20.x', iam: { role: { statements: statementsForAll } } };
  const own = { Conditions: CONDITIONS, Resources: Object.fromEntries(resources) };
  return printYaml({ ...head, provider, functions: Object.fromEntries(functions), resources: own });
}

/** What `provider` gives every function. */
const statementsForAll = documentOf(4, 1).Statement ?? [];

/** Entry after entry until there are enough lines. */
function grow(lines: number, groupOf: (n: number) => Group, print: (group: Group) => string): string {
  let grown: Group = { resources: [], functions: [] };
  for (let n = 1; ; n++) {
    const group = groupOf(n);
    const additions: readonly Group[] = [
      ...group.resources.map((entry) => ({ resources: [entry], functions: [] })),
      ...group.functions.map((entry) => ({ resources: [], functions: [entry] })),
    ];
    for (const added of additions) {
      grown = { resources: [...grown.resources, ...added.resources], functions: [...grown.functions, ...added.functions] };
      const text = print(grown);
      if (countLines(text) >= lines) return text;
    }
  }
}
