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

/** What makes of a value of the document a copy in which nothing but plain data is left: what one deployment of it would hold. */
export function resolver(document: Data, { scheme, conditions }: World): (value: Data) => Data {
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

export function resourcesOf(document: Mapping): Mapping {
  const inner = isMapping(document.resources) && isMapping(document.resources.Resources) ? document.resources.Resources : {};
  return { ...inner, ...(isMapping(document.Resources) ? document.Resources : {}) };
}

export function parseJson(text: string): Data {
  try {
    return untag(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function fillVariables(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => (/^[*?$]$/.test(name) ? name : `var-${name.replace(/\W/g, '-')}`));
}
