/** The concrete requests that the independent evaluator puts to statements. */
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { loadCatalogForTests } from './catalog.ts';
import { fillVariables, listOf } from './naive-document.ts';
import type { NaiveStatement } from './naive-owners.ts';

export interface Requests {
  readonly action: string;
  readonly resources: readonly string[];
}

/** Actions of every service that is spoken of, each with the concrete resources that a request of it can name. */
export function requestsFor(statements: readonly NaiveStatement[]): readonly Requests[] {
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
