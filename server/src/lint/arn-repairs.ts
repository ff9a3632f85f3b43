import { renderSubText } from '../edit/data.ts';
import type { Edit } from '../edit/edit.ts';
import { replaceValue, replaceValues } from '../edit/values.ts';
import { arnsOfResource, distinctValues } from '../generate/resource-arns.ts';
import { arnFromString } from '../policy/arn.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { resourceTypesNamed } from '../policy/resource-types.ts';
import type { Resource } from '../template/template.ts';
import { literalText } from '../template/text.ts';
import { isOwner } from './resources.ts';
import type { StatementContext } from './rule.ts';

/** An ARN in place of a value that is none. */
export interface ArnRepair {
  /** In `Fn::Sub` notation, for the title. */
  readonly shown: string;
  edits(): readonly Edit[];
}

/** What a value that is no ARN was meant for: a resource of the template by its logical id, or a bucket by its name. */
export function findNameRepairs(value: Value, written: string, statement: Statement, context: StatementContext): readonly ArnRepair[] {
  const [, name = '', attribute] = /^(\w+)(?:\.(\w+))?$/.exec(written) ?? [];
  const resource = context.template.scope.resources.get(name);
  if (resource !== undefined) return findOwnRepairs(value, resource, attribute === undefined ? 'all' : 'own', statement, context);
  const bucket = /^(?:s3:\/\/)?([a-z0-9*][a-z0-9.*-]*(?:\/.*)?)$/.exec(written)?.[1];
  if (bucket === undefined || /^(?:\*|https?:)/.test(bucket) || !isAllOf('s3', statement)) return [];
  const text = `arn:aws:s3:::${bucket}`;
  return [{ shown: text, edits: () => replaceValue(context.sourceOf(value.text.node.outer), value, { kind: 'literal', text }) }];
}

/** The ARNs of a resource of the template that the statement's actions may be meant for, in place of its name, id or URL. */
export function findOwnRepairs(
  value: Value,
  resource: Resource,
  which: 'own' | 'all',
  statement: Statement,
  context: StatementContext,
): readonly ArnRepair[] {
  const type = context.catalog.cloudFormationType(resource.type);
  if (type === undefined || isOwner(context, resource)) return [];
  const values = distinctValues(arnsOfResource(context.catalog, resource, type.resourceTypes));
  const [first] = values;
  const element = elementOf(statement, value);
  if (first === undefined || element === undefined) return [];
  const source = context.sourceOf(value.text.node.outer);
  const own: ArnRepair = { shown: renderSubText(first), edits: () => replaceValue(source, value, first) };
  const objects =
    which === 'all' && type.resourceTypes.includes('s3:bucket')
      ? distinctValues(arnsOfResource(context.catalog, resource, ['s3:object']))
      : [];
  const both = [first, ...objects];
  return objects.length === 0
    ? [own]
    : [{ shown: both.map(renderSubText).join("' and '"), edits: () => replaceValues(source, element, [value], both) }, own];
}

/**
 * An ARN with too few parts and the ones that it lacks put in, where that makes it a resource of its service: the account, the Region, or both. In `Fn::Sub`
 * notation; `undefined` where it is no such.
 */
export function fillParts(written: string, context: StatementContext): string | undefined {
  const parts = written.split(':');
  const [, , service = ''] = parts;
  const inTemplate = context.template.dialect !== 'policy';
  const [region, account] = inTemplate ? ['${AWS::Region}', '${AWS::AccountId}'] : ['*', '*'];
  // An empty Region goes before a wildcard, which may be empty too.
  const single = [[4, account] as const, [3, ''] as const, [3, region] as const, [4, ''] as const];
  const pairs = [['', account] as const, ['', ''] as const, [region, account] as const];
  const candidates: readonly (readonly (readonly [number, string])[])[] =
    parts.length === 5
      ? single.map((one) => [one])
      : parts.length === 4
        ? pairs.map(([first, second]) => [[3, first] as const, [4, second] as const])
        : [];
  for (const insertions of candidates) {
    const filled = [...parts];
    for (const [at, text] of insertions) filled.splice(at, 0, text);
    const sample = filled.map((part, i) => (part === region || part === account ? (SAMPLES[i] ?? part) : part));
    if (isPlausible(filled) && resourceTypesNamed(context.catalog, service, arnFromString(sample.join(':'))).length > 0)
      return filled.join(':');
  }
  return undefined;
}

/** A Region is no account, and the other way round; what is empty or a wildcard may be either. */
function isPlausible([, , , region = '', account = '']: readonly string[]): boolean {
  return !/^\d/.test(region) && !/[a-z]-/.test(account) && !/[/]/.test(region + account);
}

/** A Region and an account to compare with: a wildcard might span a colon. */
const SAMPLES: readonly (string | undefined)[] = [undefined, undefined, undefined, 'us-east-1', '111122223333'];

function elementOf(statement: Statement, value: Value): Element | undefined {
  return [statement.resource, statement.notResource].find((element) => element?.values.includes(value) === true);
}

function isAllOf(service: string, { action }: Statement): boolean {
  const values = action?.values ?? [];
  return values.length > 0 && values.every(({ text }) => literalText(text)?.toLowerCase().startsWith(`${service}:`) === true);
}
