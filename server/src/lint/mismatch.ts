import type { ArnPattern } from '../policy/arn.ts';
import { literalService } from '../policy/arn.ts';
import type { Statement, Value } from '../policy/model.ts';
import { admits, needsStar, resourceTypesNamed } from '../policy/resource-types.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { TextSymbol } from '../template/text.ts';
import { areCompatible } from '../template/text.ts';
import { isArnService } from './arn-fields.ts';
import { findFormatFaults } from './arn-format.ts';
import type { ResourceValue } from './resources.ts';
import { findInner, lacksParts, resourceValues } from './resources.ts';
import type { Severity, StatementContext } from './rule.ts';
import type { ActionValue } from './statement-actions.ts';
import { actionValues } from './statement-actions.ts';
import { listNames, quote, shorten, showText } from './text.ts';
import { isPlainVariable } from './variables.ts';

/** An action without a resource in its statement, or a resource without an action. */
export interface Mismatch {
  readonly kind: 'action' | 'resource';
  /** The value at fault. */
  readonly value: Value;
  readonly message: string;
  /** `error` where the call is sure to be denied, else `warning` (`semantics.md` 10). */
  readonly severity: Severity;
  /** The actions that go without: the one at fault, or those that the resource may have been meant for. */
  readonly actions: readonly ActionValue[];
  /** Those of `actions` that no resource of the statement matches. */
  readonly idle: readonly ActionValue[];
  /** The resources to mend: the one at fault, or those of the action's service. */
  readonly resources: readonly ResourceValue[];
  /** `service:resourceType` names that the actions take. */
  readonly wanted: ReadonlySet<string>;
  /** A resource that stands there in vain: every action it may be meant for has another one. */
  readonly superfluous: boolean;
}

/**
 * A statement is a cross product (`semantics.md` 1): reported are an action that no resource can match and a resource that no action can, never a
 * mere unused pair. What is unknown and could match silences both.
 */
export function findMismatches(statement: Statement, context: StatementContext): readonly Mismatch[] {
  const { action, resource } = statement;
  if (action === undefined || resource === undefined) return [];
  const actions = actionValues(action, context);
  // A list without an action is reported as that.
  if (actions.values.length === 0) return [];
  const resources = resourceValues(resource, context);
  const matches = (left: ActionValue, right: ResourceValue): boolean =>
    areCompatible(left.value.when, right.value.when) &&
    left.indices.some((index) => admits(context.catalog, index, right.pattern) !== 'no');
  const dead = actions.known ? resources.filter((right) => !actions.values.some((left) => matches(left, right))) : [];
  const idle = resource.complete ? actions.values.filter((left) => !resources.some((right) => matches(left, right))) : [];
  if (dead.length === 0 && idle.length === 0) return [];
  // What is no resource of its service, or names no service, is reported as that, and not again with the actions that it was meant for.
  const faults = findFormatFaults(dead, actions.values, context);
  const faulty = new Set(dead.filter((right) => faults.has(right) || isOfNoService(right, context)));
  const own = idle.filter(
    (left) => dead.length < resources.length && !dead.some((right) => faulty.has(right) || isMeantFor(right.pattern, left, context)),
  );
  const groups = groupBy(own, (left) => groupOf(left, resources, context));
  return [
    ...dead
      .filter((right) => isOurs(right, context) && !faulty.has(right))
      .map((right) => ofResource(right, actions.values, idle, context)),
    ...[...groups.values()].map((group) => ofActions(group, resources, context)),
  ];
}

/** Actions that go without for the same reason are one finding: those that want the same, and those of a service of which no resource is there. */
function groupOf(action: ActionValue, resources: readonly ResourceValue[], context: StatementContext): string {
  const services = [...servicesOf(action, context)];
  const isNear = resources.some(({ pattern }) => services.includes(literalService(pattern) ?? ''));
  return isNear ? [...wantedTypes([action], context)].join() : services.join();
}

/** What is no ARN, or has too few parts, is reported as an invalid ARN, and a variable that is plain text as that. */
function isOurs({ pattern, value }: ResourceValue, { policy }: StatementContext): boolean {
  if (isPlainVariable(value.text, policy)) return false;
  if (pattern.form === 'notArn') return value.text.parts[0]?.kind === 'symbol';
  return !lacksParts(value.text);
}

/** Whether the service of the ARN does not exist. */
function isOfNoService({ pattern, value }: ResourceValue, { catalog }: StatementContext): boolean {
  const service = literalService(pattern);
  return service !== undefined && value.text.parts[0]?.kind === 'literal' && !isArnService(service, catalog);
}

function isMeantFor(pattern: ArnPattern, action: ActionValue, context: StatementContext): boolean {
  const service = literalService(pattern);
  return service === undefined || servicesOf(action, context).has(service);
}

function ofResource(
  resource: ResourceValue,
  actions: readonly ActionValue[],
  idle: readonly ActionValue[],
  context: StatementContext,
): Mismatch {
  const together = actions.filter((action) => areCompatible(action.value.when, resource.value.when));
  const meant = together.filter((action) => isMeantFor(resource.pattern, action, context));
  const concerned = [meant, together, actions].find((some) => some.length > 0) ?? actions;
  const wanted = wantedTypes(concerned, context);
  const names = concerned.map((action) => shorten(action.written));
  const needs = `${listNames(names, 2, 60)} ${concerned.length === 1 ? 'wants' : 'want'} ${describeTypes(wanted)}`;
  const superfluous = !concerned.some((action) => idle.includes(action));
  const severity = !superfluous && isCertain(resource, concerned, context) ? 'error' : 'warning';
  const message = `${describeResource(resource, context)}; ${needs}`;
  return {
    kind: 'resource',
    value: resource.value,
    message,
    severity,
    actions: concerned,
    idle: concerned.filter((action) => idle.includes(action)),
    resources: [resource],
    wanted,
    superfluous,
  };
}

function ofActions(actions: readonly ActionValue[], resources: readonly ResourceValue[], context: StatementContext): Mismatch {
  const [first] = actions;
  if (first === undefined) throw new Error('a group has at least one action');
  const wanted = wantedTypes(actions, context);
  const near = resources.filter((resource) =>
    actions.some((action) => servicesOf(action, context).has(literalService(resource.pattern) ?? '')),
  );
  const matches =
    actions.length === 1 ? 'matches no resource of its statement; it wants' : 'match no resource of their statement; they want';
  const message = `${quote(first.written)}${actions.length === 1 ? '' : ` and ${actions.length - 1} more`} ${matches} ${describeTypes(wanted)}`;
  // A wildcard that matches nothing here is superfluous; a name is a call that will be denied.
  const named = actions.some((action) => !/[*?]/.test(action.written));
  const severity = named && resources.every((resource) => isCertain(resource, actions, context)) ? 'error' : 'warning';
  return { kind: 'action', value: first.value, message, severity, actions, idle: actions, resources: near, wanted, superfluous: false };
}

/**
 * Services whose pairs of action and resource type have been checked by hand; for the others the catalogue's word is good for a warning. A name or
 * URL in place of an ARN is certain for all.
 */
export const CURATED_SERVICES: ReadonlySet<string> = new Set([
  'dynamodb',
  'execute-api',
  'kinesis',
  'kms',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'states',
]);

function isCertain(resource: ResourceValue, actions: readonly ActionValue[], context: StatementContext): boolean {
  if (resource.pattern.form === 'notArn') return true;
  return actions.every(
    (action) =>
      [...servicesOf(action, context)].every((service) => CURATED_SERVICES.has(service)) &&
      action.indices.every((index) => needsStar(context.catalog, index) === 'no'),
  );
}

/** An ARN of more types than this is of none in particular. */
const MOST_TYPES = 3;

/** What a resource is, as far as it is known: a name, a URL, a bucket, an ARN inside an ARN. */
function describeResource({ value, pattern }: ResourceValue, context: StatementContext): string {
  const { text } = value;
  const shown = quote(showText(text));
  const [first] = text.parts;
  if (pattern.form === 'notArn' && first?.kind === 'symbol') return `${shown} is ${describeSymbol(first.symbol)}, not an ARN`;
  const inner = findInner(text);
  if (inner?.value?.kind === 'arn') return `${shown} has an ARN inside an ARN: '\${${inner.key}}' is one already`;
  if (inner !== undefined) return `${shown} has a URL inside an ARN: '\${${inner.key}}' is one`;
  const service = literalService(pattern) ?? '';
  const types = resourceTypesNamed(context.catalog, service, pattern).map(({ resourceType }) => resourceType.name);
  return types.length === 0 || types.length > MOST_TYPES
    ? `No action of the statement applies to ${shown}`
    : `No action of the statement applies to ${shown} (${listNames(types, 2)})`;
}

const KIND_NAMES = { arn: 'the ARN', name: 'the name', id: 'the id', url: 'the URL', other: 'a value', unknown: 'a value' } as const;

/** What a symbol yields, and of what: `the name of an AWS::S3::Bucket`. */
export function describeSymbol(symbol: TextSymbol): string {
  const what = KIND_NAMES[symbol.value?.kind ?? 'unknown'];
  return symbol.resourceType === undefined ? what : `${what} of an ${symbol.resourceType}`;
}

function wantedTypes(actions: readonly ActionValue[], { catalog }: StatementContext): ReadonlySet<string> {
  const wanted = new Set<string>();
  for (const index of actions.flatMap((action) => action.indices)) {
    const action = catalog.action(index);
    const required = action.resourceTypes.filter((type) => type.required);
    for (const type of required.length > 0 ? required : action.resourceTypes) wanted.add(`${action.service}:${type.name}`);
  }
  return wanted;
}

function servicesOf(action: ActionValue, { catalog }: StatementContext): ReadonlySet<string> {
  return new Set(action.indices.map((index) => catalog.action(index).service));
}

/** The names of resource types, those that are fewest to write first: object before accesspointobject. */
function describeTypes(types: ReadonlySet<string>): string {
  const names = [...types].map((type) => type.slice(type.indexOf(':') + 1));
  return names.length === 0
    ? "'*'"
    : listNames(
        names.sort((a, b) => a.length - b.length),
        2,
      );
}
