/**
 * A second opinion on what an edit does to the permissions of a document, sharing nothing with the kernel but the catalogue's facts: the
 * text is read by `yaml` alone, every symbol is replaced by concrete values, and concrete requests are put to the statements one by one.
 */
import { isMap, isScalar, isSeq, parse } from 'yaml';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { loadCatalogForTests } from './catalog.ts';

type Data = string | number | boolean | null | undefined | readonly Data[] | { readonly [key: string]: Data };
type Mapping = { readonly [key: string]: Data };

/** What the edit did to some request, in some deployment. */
export interface Verdict {
  /** `action resource` of requests allowed before and not after, and the other way round. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** The same for what a Deny says of a principal that is allowed everything by another policy. */
  readonly denied: readonly string[];
  readonly freed: readonly string[];
  /** Gained, and of an action that some statement of before had in vain. */
  readonly repaired: readonly string[];
}

/** Compares two versions of a document request by request; with `fewer`, unknown values turn out to be names or `*` only. */
export function judge(before: string, after: string, fewer = false): Verdict {
  const [left, right] = [readYaml(before), readYaml(after)];
  const names = [...new Set([...conditionNames(left), ...conditionNames(right)])].slice(0, 4);
  const verdict = {
    lost: new Set<string>(),
    gained: new Set<string>(),
    denied: new Set<string>(),
    freed: new Set<string>(),
    repaired: new Set<string>(),
  };
  for (const scheme of fewer ? SCHEMES.slice(0, 2) : SCHEMES) {
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      const world: World = { scheme, conditions: new Map(names.map((name, bit) => [name, ((bits >> bit) & 1) === 1])) };
      compareWorlds(readOwners(left, world), readOwners(right, world), verdict);
    }
  }
  const list = (set: ReadonlySet<string>): readonly string[] => [...set].slice(0, 5);
  return {
    lost: list(verdict.lost),
    gained: list(verdict.gained),
    denied: list(verdict.denied),
    freed: list(verdict.freed),
    repaired: list(verdict.repaired),
  };
}

/** What a claim says must not have happened, and did; empty for a claim that holds. */
export function broken(claim: string, verdict: Verdict): readonly string[] {
  const say = (what: string, requests: readonly string[]): readonly string[] => requests.map((request) => `${what} ${request}`);
  const { lost, gained, denied, freed, repaired } = verdict;
  if (claim === 'widens') return [];
  const more = [
    ...say('gained', claim === 'repairs' ? gained.filter((one) => !repaired.includes(one)) : gained),
    ...say('no longer denied', freed),
  ];
  return claim === 'narrows' ? more : [...more, ...say('lost', lost), ...say('newly denied', denied)];
}

interface World {
  readonly scheme: Scheme;
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** What an unknown value turns out to be. */
interface Scheme {
  value(name: string): string;
}

const SCHEMES: readonly Scheme[] = [
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

function readYaml(text: string): Data {
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

function isMapping(value: Data): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: Data): readonly Data[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value.flatMap(listOf) : [value];
}

function conditionNames(value: Data): readonly string[] {
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

interface NaiveStatement {
  readonly effect: string;
  readonly data: Mapping;
  readonly variables: boolean;
  /** Condition entries, each to be met or not. */
  readonly clauses: readonly string[];
}

/** Statements by who has them: logical id and the kind of property. */
function readOwners(document: Data, world: World): ReadonlyMap<string, readonly NaiveStatement[]> {
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

function ownerOf(path: readonly string[]): string {
  return path.filter((step) => !/^\d+$/.test(step)).join(' ');
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

type Sets = { readonly [Name in keyof Verdict]: Set<string> };

function compareWorlds(
  before: ReadonlyMap<string, readonly NaiveStatement[]>,
  after: ReadonlyMap<string, readonly NaiveStatement[]>,
  verdict: Sets,
): void {
  for (const owner of new Set([...before.keys(), ...after.keys()])) {
    const [mine, others] = [before.get(owner) ?? [], after.get(owner) ?? []];
    if (JSON.stringify(mine) === JSON.stringify(others)) continue;
    compareOwner(owner, mine, others, verdict);
  }
}

function compareOwner(owner: string, before: readonly NaiveStatement[], after: readonly NaiveStatement[], verdict: Sets): void {
  const all = [...before, ...after];
  const requests = requestsFor(all);
  const principals = principalsOf(all);
  const [mine, others] = [before.map(compile), after.map(compile)];
  const metSets = meetings([...new Set(all.flatMap(({ clauses }) => clauses))]);
  const vainWords = mine.flatMap((one) => (one.effect === 'Allow' ? one.words.filter((word) => isVain(word, one, requests)) : []));
  for (const { action, resources } of requests) {
    const left = mine.filter((one) => one.hasAction(action));
    const right = others.filter((one) => one.hasAction(action));
    if (left.length === 0 && right.length === 0) continue;
    const vain = vainWords.some((word) => word.test(action));
    for (const arn of resources) {
      const [lefts, rights] = [left.filter((one) => one.hasResource(arn)), right.filter((one) => one.hasResource(arn))];
      for (const met of metSets)
        for (const principal of principals) {
          const applies = (one: Compiled): boolean => one.clauses.every((clause) => met.has(clause)) && one.hasPrincipal(principal);
          const [a, b] = [lefts.filter(applies), rights.filter(applies)];
          const name = `${action} ${arn} (${owner})`;
          const [was, is] = [isAllowed(a), isAllowed(b)];
          if (was && !is) verdict.lost.add(name);
          if (is && !was) verdict.gained.add(name);
          if (is && !was && vain) verdict.repaired.add(name);
          const [wasDenied, isDenied] = [isDeniedBy(a), isDeniedBy(b)];
          if (wasDenied && !isDenied) verdict.freed.add(name);
          if (isDenied && !wasDenied) verdict.denied.add(name);
        }
    }
  }
}

/** Whether nothing that is written in the word can be done on a resource of its statement. */
function isVain(word: RegExp, { hasResource }: Compiled, requests: readonly Requests[]): boolean {
  return requests.every(({ action, resources }) => !word.test(action) || !resources.some(hasResource));
}

interface Compiled {
  readonly effect: string;
  readonly clauses: readonly string[];
  hasAction(action: string): boolean;
  /** What Action holds. */
  readonly words: readonly RegExp[];
  hasResource(arn: string): boolean;
  hasPrincipal(principal: string): boolean;
}

function compile({ effect, clauses, data, variables }: NaiveStatement): Compiled {
  const actions = listOf(data.Action).map((value) => globRegExp(String(value), false));
  const notActions = 'NotAction' in data ? listOf(data.NotAction).map((value) => globRegExp(String(value), false)) : undefined;
  const resources = listOf(data.Resource).map((value) => globRegExp(String(value), variables));
  const notResources = 'NotResource' in data ? listOf(data.NotResource).map((value) => globRegExp(String(value), variables)) : undefined;
  const attached = !('Resource' in data) && notResources === undefined;
  const principals = 'Principal' in data ? new Set(principalNames(data.Principal)) : undefined;
  const notPrincipals = 'NotPrincipal' in data ? new Set(principalNames(data.NotPrincipal)) : undefined;
  return {
    effect,
    clauses,
    hasAction: (action) =>
      actions.some((one) => one.test(action)) || (notActions !== undefined && !notActions.some((one) => one.test(action))),
    words: actions,
    hasResource: remembered(
      (arn) =>
        attached || resources.some((one) => one.test(arn)) || (notResources !== undefined && !notResources.some((one) => one.test(arn))),
    ),
    hasPrincipal: (name) => (principals?.has(name) ?? true) && !(notPrincipals?.has(name) ?? false),
  };
}

/** The same question is asked of many actions. */
function remembered(ask: (arn: string) => boolean): (arn: string) => boolean {
  const answers = new Map<string, boolean>();
  return (arn) => {
    const known = answers.get(arn);
    if (known !== undefined) return known;
    const answer = ask(arn);
    answers.set(arn, answer);
    return answer;
  };
}

function isAllowed(applying: readonly Compiled[]): boolean {
  return applying.some(({ effect }) => effect === 'Allow') && !isDeniedBy(applying);
}

function isDeniedBy(applying: readonly Compiled[]): boolean {
  return applying.some(({ effect }) => effect === 'Deny');
}

function globRegExp(pattern: string, variables: boolean): RegExp {
  const filled = variables ? fillVariables(pattern) : pattern;
  const source = filled
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, variables || pattern.startsWith('arn:') ? 's' : 'is');
}

function fillVariables(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => (/^[*?$]$/.test(name) ? name : `var-${name.replace(/\W/g, '-')}`));
}

function principalNames(value: Data): readonly string[] {
  if (!isMapping(value)) return listOf(value).map(String);
  return Object.entries(value).flatMap(([type, names]) => listOf(names).map((name) => `${type}:${String(name)}`));
}

function principalsOf(statements: readonly NaiveStatement[]): readonly string[] {
  const names = statements.flatMap(({ data }) => [...principalNames(data.Principal), ...principalNames(data.NotPrincipal)]);
  return [...new Set([...names, 'somebody'])];
}

/** Every combination of up to four clauses; of more: none, all, each alone, all but one. */
function meetings(clauses: readonly string[]): readonly ReadonlySet<string>[] {
  if (clauses.length <= 4)
    return Array.from({ length: 2 ** clauses.length }, (_, bits) => new Set(clauses.filter((_clause, i) => ((bits >> i) & 1) === 1)));
  return [
    new Set(),
    new Set(clauses),
    ...clauses.flatMap((clause) => [new Set([clause]), new Set(clauses.filter((other) => other !== clause))]),
  ];
}

interface Requests {
  readonly action: string;
  readonly resources: readonly string[];
}

/** Actions of every service that is spoken of, each with the concrete resources that a request of it can name. */
function requestsFor(statements: readonly NaiveStatement[]): readonly Requests[] {
  const catalog = loadCatalogForTests();
  const texts = statements.flatMap(({ data }) =>
    [data.Action, data.NotAction, data.Resource, data.NotResource].flatMap((value) => listOf(value).map(String)),
  );
  const services = new Set(
    ['iam', 's3', ...texts.flatMap((text) => /^arn:[^:]*:([a-z0-9-]+):|^([a-z0-9-]+):/i.exec(text)?.slice(1).filter(Boolean) ?? [])].map(
      (name) => name.toLowerCase(),
    ),
  );
  const written = statements.flatMap(({ data, variables }) =>
    [...listOf(data.Resource), ...listOf(data.NotResource)].flatMap((value) => concrete(String(value), variables)),
  );
  const requests: Requests[] = [];
  const lists = new Map<string, readonly string[]>();
  for (const prefix of services) {
    const service = catalog.service(prefix);
    if (service === undefined) continue;
    for (let index = service.first; index < service.first + service.count; index++)
      requests.push({ action: catalog.actionName(index), resources: resourcesFor(catalog, index, written, lists) });
  }
  return requests;
}

function concrete(pattern: string, variables: boolean): readonly string[] {
  const filled = variables ? fillVariables(pattern) : pattern;
  const some = ['', 'x', 'x/y', 'a:b'].map((star) => filled.replaceAll('*', star).replaceAll('?', 'q'));
  const parents = some.flatMap((arn) => [arn.replace(/\/[^/]*$/, ''), arn.replace(/:\*$/, '')]);
  return [...new Set([...some, ...parents, ...parents.flatMap((arn) => [`${arn}/obj`, `${arn}/index/i`, `${arn}:x`, `${arn}2`])])];
}

/** Placeholders that hold no `/`; of the others the evaluator takes anything. */
const NARROW =
  /^(BucketName|TableName|QueueName|TopicName|IndexName|KeyId|FunctionName|StreamName|StateMachineName|Alias|Account|Region|Partition|Version)$/;

/** Concrete ARNs that a request of the action can name: one of each format, and what is written that is of one; `lists` holds those of other actions. */
function resourcesFor(
  catalog: Catalog,
  index: number,
  written: readonly string[],
  lists: Map<string, readonly string[]>,
): readonly string[] {
  const { service, resourceTypes } = catalog.action(index);
  const types = resourceTypes.flatMap(({ name }) => catalog.resourceType(service, name)?.arns ?? []);
  const formats = [...types, ...catalog.extraArns(index)];
  const star = resourceTypes.some(({ required }) => required) ? [] : ['*'];
  const key = [...formats, ...star].join(' ');
  const known = lists.get(key);
  if (known !== undefined) return known;
  const accepts = formats.map(formatRegExp);
  const made = formats.map((format) => format.replace(PLACEHOLDER, (_whole, name: string) => MADE_UP[name] ?? 'zzz'));
  const list = [...new Set([...star, ...made, ...written.filter((arn) => accepts.some((one) => one.test(arn)))])];
  lists.set(key, list);
  return list;
}

const PLACEHOLDER = /\$\{(\w+)\}/g;
const MADE_UP: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'eu-west-1', Account: '111122223333' };

function formatRegExp(format: string): RegExp {
  const pieces = format.split(PLACEHOLDER);
  const source = pieces.map((piece, i) =>
    i % 2 === 0 ? piece.replace(/[.+*?^${}()|[\]\\]/g, '\\$&') : NARROW.test(piece) ? '[^/:]*' : '.+',
  );
  return new RegExp(`^${source.join('')}$`);
}
