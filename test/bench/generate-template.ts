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
  /**
   * A template of at least `lines` lines and less than one entry more. The same numbers, the same text; another `first`, the number that its
   * names begin at, another text.
   */
  generate(lines: number, first?: number): string;
}

type Entry = readonly [name: string, entry: Mapping];

/** What the `n`-th table, bucket and queue bring along: functions of `serverless.yml`, and resources. */
interface Group {
  readonly resources: readonly Entry[];
  readonly functions: readonly Entry[];
}

export const DIALECTS: readonly Dialect[] = [
  { name: 'SAM YAML', file: 'template.yaml', languageId: 'yaml', generate: (lines, first) => grow(lines, first, samGroup, printSam) },
  {
    name: 'CloudFormation JSON',
    file: 'stack.json',
    languageId: 'json',
    generate: (lines, first) => grow(lines, first, cloudFormationGroup, printCloudFormation),
  },
  {
    name: 'Serverless',
    file: 'serverless.yml',
    languageId: 'yaml',
    generate: (lines, first) => grow(lines, first, serverlessGroup, printServerless),
  },
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
function grow(lines: number, first = 1, groupOf: (n: number) => Group, print: (group: Group) => string): string {
  const grown: { readonly resources: Entry[]; readonly functions: Entry[] } = { resources: [], functions: [] };
  const small: Group = { resources: groupOf(first).resources.slice(0, 1), functions: [] };
  const linesOfSmall = countLines(print(small));
  let count = 0;
  for (let n = first; ; n++) {
    const group = groupOf(n);
    for (const kind of ['resources', 'functions'] as const) {
      for (const entry of group[kind]) {
        grown[kind].push(entry);
        // An entry adds as many lines to a long template as to a short one.
        count += count === 0 ? linesOfSmall : countLines(print({ ...small, [kind]: [...small[kind], entry] })) - linesOfSmall;
        if (count >= lines) return print(grown);
      }
    }
  }
}
