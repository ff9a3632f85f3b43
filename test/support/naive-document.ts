/** A document as the independent evaluator reads it: by `yaml` alone, what is unknown replaced by concrete values. */
import { isMap, isScalar, isSeq, parse } from 'yaml';

export type Data = string | number | boolean | null | undefined | readonly Data[] | { readonly [key: string]: Data };
export type Mapping = { readonly [key: string]: Data };

export interface World {
  readonly scheme: Scheme;
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** What an unknown value turns out to be. */
export interface Scheme {
  value(name: string): string;
}

export const SCHEMES: readonly Scheme[] = [
  { value: (name) => `v-${name}` },
  { value: () => '*' },
  { value: () => 'arn:aws:s3:::given' },
  { value: () => 'arn:aws:s3:::given/*' },
  { value: () => 's3:GetObject' },
  { value: () => 's3' },
];

const TAGS = [
  'Ref',
  'Sub',
  'GetAtt',
  'Join',
  'Select',
  'Split',
  'If',
  'ImportValue',
  'FindInMap',
  'Transform',
  'Base64',
  'GetAZs',
  'Cidr',
  'ToJsonString',
  'Length',
  'Equals',
  'And',
  'Or',
  'Not',
  'Condition',
];

export function readYaml(text: string): Data {
  const customTags = TAGS.flatMap((name) =>
    (['scalar', 'seq', 'map'] as const).map((kind) => ({
      tag: `!${name}`,
      ...(kind === 'scalar' ? {} : { collection: kind }),
      resolve: (value: unknown) => ({
        tagged: name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`,
        inner: isNode(value) ? value.toJSON() : value,
      }),
    })),
  );
  const options = { merge: true, uniqueKeys: false, logLevel: 'silent', maxAliasCount: 1000, customTags: customTags as never } as const;
  const parsed: unknown = parse(text.replace(/^\uFEFF/, '').replace(/(?<=[\s[,])\*(?=[\s,\]}])/g, "'*'"), options);
  return untag(parsed);
}

function isNode(value: unknown): value is { toJSON(): unknown } {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function untag(value: unknown): Data {
  if (Array.isArray(value)) return value.map(untag);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : (value as Data);
  if ('tagged' in value && 'inner' in value) return { [String(value.tagged)]: untag(value.inner) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, untag(inner)]));
}

export function isMapping(value: Data): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: Data): readonly Data[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value.flatMap(listOf) : [value];
}

export function conditionNames(value: Data): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(conditionNames);
  if (!isMapping(value)) return [];
  const branch = value['Fn::If'];
  const own = Array.isArray(branch) ? [String(branch[0])] : [];
  return [...own, ...Object.values(value).flatMap(conditionNames)];
}

const KNOWN: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::StackName': 'stack',
  'AWS::URLSuffix': 'amazonaws.com',
};

const ARNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'arn:aws:s3:::%',
  'AWS::DynamoDB::Table': 'arn:aws:dynamodb:eu-west-1:111122223333:table/%',
  'AWS::SQS::Queue': 'arn:aws:sqs:eu-west-1:111122223333:%',
  'AWS::SNS::Topic': 'arn:aws:sns:eu-west-1:111122223333:%',
  'AWS::KMS::Key': 'arn:aws:kms:eu-west-1:111122223333:key/%',
  'AWS::SecretsManager::Secret': 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:%-abcdef',
  'AWS::Lambda::Function': 'arn:aws:lambda:eu-west-1:111122223333:function:%',
  'AWS::Serverless::Function': 'arn:aws:lambda:eu-west-1:111122223333:function:%',
  'AWS::Logs::LogGroup': 'arn:aws:logs:eu-west-1:111122223333:log-group:%:*',
  'AWS::StepFunctions::StateMachine': 'arn:aws:states:eu-west-1:111122223333:stateMachine:%',
  'AWS::IAM::Role': 'arn:aws:iam::111122223333:role/%',
};
const ARN_REFS = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine']);

/** A copy of the document in which nothing but plain data is left: what one deployment of it would hold. */
function resolver(document: Data, { scheme, conditions }: World): (value: Data) => Data {
  const resources = isMapping(document) ? resourcesOf(document) : {};
  const typeOf = (name: string): string => {
    const resource = resources[name];
    return isMapping(resource) ? String(resource.Type) : '';
  };
  const reference = (name: string): string => {
    const known = KNOWN[name];
    if (known !== undefined) return known;
    const type = typeOf(name);
    if (type === '') return scheme.value(name.replace(/\W/g, '-'));
    if (type === 'AWS::SQS::Queue') return `https://sqs.eu-west-1.amazonaws.com/111122223333/n-${name}`;
    return ARN_REFS.has(type) ? attribute(name, 'Arn') : `n-${name}`;
  };
  const attribute = (name: string, path: string): string => {
    const arn = ARNS[typeOf(name)];
    if (arn !== undefined && /Arn$/.test(path) && path !== 'StreamArn') return arn.replace('%', `n-${name}`);
    return typeOf(name) === '' || path === 'StreamArn' ? scheme.value(`${name}-${path}`.replace(/\W/g, '-')) : `n-${name}`;
  };
  const substitute = (text: string, own: Mapping): string =>
    text.replace(/\$\{(!?)([^}]*)\}/g, (_whole, escaped: string, inner: string) => {
      if (escaped === '!') return `\${${inner}}`;
      const name = inner.trim();
      if (name in own) return String(resolve(own[name]));
      const dot = name.indexOf('.');
      return dot < 0 ? reference(name) : attribute(name.slice(0, dot), name.slice(dot + 1));
    });
  const call = (name: string, inner: Data): Data => {
    const items = listOf(Array.isArray(inner) ? [...inner] : inner);
    const plain = Array.isArray(inner) ? inner : [inner];
    switch (name) {
      case 'Ref':
        return inner === 'AWS::NoValue' ? undefined : reference(String(inner));
      case 'Fn::GetAtt': {
        const path = items.map(String).join('.');
        return attribute(path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1));
      }
      case 'Fn::Sub':
        return substitute(String(plain[0]), isMapping(plain[1]) ? plain[1] : {});
      case 'Fn::Join':
        return listOf(resolve(plain[1])).map(String).join(String(plain[0]));
      case 'Fn::Split':
        return String(resolve(plain[1])).split(String(plain[0]));
      case 'Fn::Select':
        return listOf(resolve(plain[1]))[Number(plain[0])];
      case 'Fn::If':
        return resolve(conditions.get(String(plain[0])) === true ? plain[1] : plain[2]);
      case 'Fn::ToJsonString':
        return resolve(inner);
      default:
        return scheme.value(name.replace(/\W/g, '-'));
    }
  };
  const resolve = (value: Data): Data => {
    if (typeof value === 'string')
      return value.replace(/\$\{(?:self|opt|env|param|sls|ssm|cf|file)\b[^}]*\}/g, () => scheme.value('variable'));
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
    if (!isMapping(value)) return value;
    const [entry, ...more] = Object.entries(value);
    if (entry !== undefined && more.length === 0 && (entry[0] === 'Ref' || /^Fn::(?!ForEach)/.test(entry[0])))
      return call(entry[0], entry[1]);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve;
}

function resourcesOf(document: Mapping): Mapping {
  const inner = isMapping(document.resources) && isMapping(document.resources.Resources) ? document.resources.Resources : {};
  return { ...inner, ...(isMapping(document.Resources) ? document.Resources : {}) };
}

export interface NaiveStatement {
  readonly effect: string;
  readonly data: Mapping;
  readonly variables: boolean;
  /** Condition entries, each to be met or not. */
  readonly clauses: readonly string[];
}

/** Statements by who has them: logical id and the kind of property. */
export function readOwners(document: Data, world: World): ReadonlyMap<string, readonly NaiveStatement[]> {
  const owners = new Map<string, NaiveStatement[]>();
  const resolved = resolver(document, world)(document);
  const add = (path: readonly string[], statements: Data, version: Data): void => {
    const owner = ownerOf(path);
    const list = owners.get(owner) ?? [];
    for (const statement of listOf(statements))
      if (isMapping(statement))
        list.push(naive(statement, version === '2012-10-17' || path.includes('iamRoleStatements') || path.includes('statements')));
    owners.set(owner, list);
  };
  const walk = (value: Data, path: readonly string[]): void => {
    if (typeof value === 'string' && value.trimStart().startsWith('{') && value.includes('"Statement"')) {
      const inner = parseJson(value);
      if (inner !== undefined) walk(inner, path);
      return;
    }
    if (Array.isArray(value)) {
      if (path.length === 0 && value.some((item) => isMapping(item) && 'Effect' in item)) add(path, value, '');
      for (const [i, item] of value.entries()) walk(item, [...path, String(i)]);
      return;
    }
    if (!isMapping(value)) return;
    if ('Statement' in value) add(path, value.Statement, value.Version);
    else if (path.length === 0 && 'Effect' in value) add(path, value, '');
    for (const [key, inner] of Object.entries(value)) {
      if (/^(iamRoleStatements|statements)$/.test(key)) add([...path, key], inner, '2012-10-17');
      else if (key !== 'Statement') {
        const wrapped = key === 'PolicyDocument' && path.includes('Policies') && isSam(document, path);
        if (!wrapped) walk(inner, [...path, key]);
      }
    }
  };
  walk(resolved, []);
  return owners;
}

function isSam(document: Data, path: readonly string[]): boolean {
  const resource = isMapping(document) ? resourcesOf(document)[path[1] ?? ''] : undefined;
  return isMapping(resource) && String(resource.Type).startsWith('AWS::Serverless::');
}

/** The statements of Serverless's provider have an older place and a newer one, and one role. */
function ownerOf(path: readonly string[]): string {
  const owner = path.filter((step) => !/^\d+$/.test(step)).join(' ');
  return owner === 'provider iamRoleStatements' ? 'provider iam role statements' : owner;
}

function parseJson(text: string): Data {
  try {
    return untag(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function naive(data: Mapping, variables: boolean): NaiveStatement {
  const clauses = Object.entries(isMapping(data.Condition) ? data.Condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isMapping(keys) ? keys : {}).map(([key, values]) =>
      JSON.stringify([operator.toLowerCase(), key.toLowerCase(), listOf(values).map(String).sort()]),
    ),
  );
  return { effect: String(data.Effect), data, variables, clauses };
}

export function fillVariables(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => (/^[*?$]$/.test(name) ? name : `var-${name.replace(/\W/g, '-')}`));
}
