import { renderSubText } from '../edit/data.ts';
import type { NewValue } from '../edit/edit.ts';
import { newValueOf } from '../edit/new-values.ts';
import type { StatementChange } from '../edit/statements.ts';
import { splitStatement } from '../edit/statements.ts';
import { replaceValues } from '../edit/values.ts';
import type { ResourceArn } from '../generate/resource-arns.ts';
import { arnsOfResource, distinctValues, placeholderArns } from '../generate/resource-arns.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { needsStar } from '../policy/resource-types.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { Resource } from '../template/template.ts';
import { literalText } from '../template/text.ts';
import { setFields, sharesEmptyFields, writtenFields } from './arn-fields.ts';
import { arnText } from './arn-sibling.ts';
import { createFix } from './fix.ts';
import { removalOf } from './removal.ts';
import { isOwner } from './resources.ts';
import type { Fix, StatementContext } from './rule.ts';
import { actionValues } from './statement-actions.ts';
import { count, quote, showText } from './text.ts';

/** A `*` in `Resource`, or an ARN that says no more, and the actions that can do with less. */
export interface StarResource {
  readonly star: Value;
  /** The service whose every resource it is; absent or `*` for those of all services. */
  readonly service?: string;
  readonly statement: Statement;
  readonly action: Element;
  readonly resource: Element;
  /** Numbers of the actions that can be limited to a resource. */
  readonly limitable: ReadonlySet<number>;
  /** The statement allows every action. */
  readonly everything: boolean;
  readonly context: StatementContext;
}

const MOST_CANDIDATES = 10;
const MOST_PATTERNS = 4;

/**
 * The fixes of a star: each resource of the template that the actions can be limited to, the ARN patterns of their resource types, and splitting off
 * what does need the star.
 */
export function findScopeFixes(found: StarResource): readonly Fix[] {
  const types = resourceTypesOf(found);
  const candidates = [...found.context.template.scope.resources.values()].flatMap((resource) => candidatesOf(found, resource, types));
  const isOnly = candidates.length === 1 && !found.everything;
  const fixes = candidates.slice(0, MOST_CANDIDATES).map((candidate) => candidateFix(found, candidate, isOnly));
  return [...fixes, ...placeholderFixes(found, types), ...splitFixes(found), ...removalOf(found.statement, found.context)];
}

/** `service:resourceType` names that the limitable actions take, those of the most actions first, object before accesspointobject. */
function resourceTypesOf({ limitable, everything, service = '*', context }: StarResource): ReadonlySet<string> {
  const { catalog } = context;
  const weights = new Map<string, number>();
  for (const index of limitable) {
    const action = catalog.action(index);
    for (const type of action.resourceTypes)
      weights.set(`${action.service}:${type.name}`, (weights.get(`${action.service}:${type.name}`) ?? 0) + (type.required ? 2 : 1));
  }
  if (everything) {
    for (const resource of context.template.scope.resources.values()) {
      if (isOwner(context, resource)) continue;
      for (const type of catalog.cloudFormationType(resource.type)?.resourceTypes ?? [])
        if (service === '*' || type.startsWith(`${service}:`)) weights.set(type, 1);
    }
  }
  return new Set([...weights].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length).map(([type]) => type));
}

interface Candidate {
  readonly resource: Resource;
  readonly arns: readonly ResourceArn[];
}

/** A resource as all that the actions can be limited to, and where that is more than one ARN, each alone. */
function candidatesOf(found: StarResource, resource: Resource, types: ReadonlySet<string>): readonly Candidate[] {
  if (resource.node === undefined || isOwner(found.context, resource)) return [];
  const arns = arnsOfResource(found.context.catalog, resource, types);
  if (arns.length === 0) return [];
  const values = groupBy(arns, (arn) => arn.sub);
  const each = values.size > 1 ? [...values.values()].map((same) => ({ resource, arns: same })) : [];
  return [{ resource, arns }, ...each];
}

function candidateFix(found: StarResource, { resource, arns }: Candidate, preferred: boolean): Fix {
  const { fits, others } = partition(found, new Set(arns.map((arn) => arn.resourceType)));
  const title = `Limit to ${describe(resource.logicalId, arns)}${describeRest(found, others)}`;
  return createFix(title, 'narrows', () => write(found, valuesWithin(found, arns), fits, others), {
    preferred: preferred && others.length === 0,
    fixAll: false,
  });
}

function describeRest({ star }: StarResource, others: readonly Value[]): string {
  return others.length === 0
    ? ''
    : `; ${count(others.length, 'other action')} keep${others.length === 1 ? 's' : ''} ${quote(showText(star.text))}`;
}

/** The ARNs as they lie within the star: with the partition, the Region and the account that are written there. Empty where one cannot be written so. */
function valuesWithin({ star, context }: StarResource, arns: readonly ResourceArn[]): readonly NewValue[] {
  const fields = writtenFields(star.text, context);
  if (Object.keys(fields).length === 0) return distinctValues(arns);
  const texts: string[] = [];
  for (const arn of arns) {
    const whole = expandArn(arn, context);
    if (whole === undefined || !sharesEmptyFields(star.text, whole, context)) return [];
    texts.push(setFields(whole, fields));
  }
  return [...new Set(texts)].map((text) => ({ kind: 'sub', text }));
}

/** The ARN with its fields in `Fn::Sub` notation: what `${Bucket.Arn}` stands for. `undefined` where it is not the ARN of the resource itself. */
function expandArn({ resource, sub }: ResourceArn, { catalog }: StatementContext): string | undefined {
  if (sub.startsWith('arn:')) return sub;
  const type = catalog.cloudFormationType(resource.type);
  const [, name = '', rest = ''] = /^\$\{([^}]+)\}(.*)$/s.exec(sub) ?? [];
  const isOwn = name === `${resource.logicalId}.${type?.arnAttribute ?? ''}` || (name === resource.logicalId && type?.ref.kind === 'arn');
  const whole = type === undefined || !isOwn ? undefined : arnText(type, resource.logicalId);
  return whole === undefined ? undefined : whole + rest;
}

/** `Reports (bucket, object)` */
function describe(logicalId: string, arns: readonly ResourceArn[]): string {
  const names = arns.map((arn) => arn.resourceType.slice(arn.resourceType.indexOf(':') + 1));
  return `${logicalId} (${[...new Set(names)].join(', ')})`;
}

function placeholderFixes(found: StarResource, types: ReadonlySet<string>): readonly Fix[] {
  const { context } = found;
  const fields = writtenFields(found.star.text, context);
  const fixes: Fix[] = [];
  const seen = new Set<string>();
  for (const type of types) {
    if (fixes.length >= MOST_PATTERNS) break;
    const [format] = placeholderArns(context.catalog, type);
    const arn = format === undefined ? undefined : setFields(format, fields);
    if (arn === undefined || !sharesEmptyFields(found.star.text, arn, context) || seen.has(arn)) continue;
    seen.add(arn);
    const { fits, others } = partition(found, new Set([type]));
    const loose = context.template.dialect === 'policy';
    const value: NewValue = loose || !arn.includes('${') ? { kind: 'literal', text: toLiteral(arn) } : { kind: 'sub', text: arn };
    fixes.push(
      createFix(`Limit to ${quote(toLiteral(arn))}, names to be filled in${describeRest(found, others)}`, 'narrows', () =>
        write(found, [value], fits, others),
      ),
    );
  }
  return fixes;
}

/** Without a template there are no pseudo parameters: names to be filled in, and the partition most people have. */
function toLiteral(arn: string): string {
  return arn.replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::Region}', 'REGION').replaceAll('${AWS::AccountId}', 'ACCOUNT');
}

function splitFixes(found: StarResource): readonly Fix[] {
  const { values } = actionValues(found.action, found.context);
  const needy = values
    .filter(({ indices }) => indices.every((index) => needsStar(found.context.catalog, index) === 'yes'))
    .map(({ value }) => value);
  const others = found.action.values.filter((value) => !needy.includes(value));
  // On an ARN they are in vain, which is not what the star is about.
  if (needy.length === 0 || others.length === 0 || literalText(found.star.text)?.includes(':') !== false) return [];
  const { context, statement } = found;
  const parts = [{ action: others.map(keep) }, { action: needy.map(keep) }];
  const source = context.sourceOf(statement.range);
  return [
    createFix(
      `Split off the ${count(needy.length, 'action')} that need${needy.length === 1 ? 's' : ''} '*'`,
      'equal',
      () => splitStatement(source, context.policy, statement, parts),
      { fixAll: false },
    ),
  ];
}

/** The values of Action that can be limited to resources of these types, and the others. */
function partition(
  { action, everything, context }: StarResource,
  types: ReadonlySet<string>,
): { readonly fits: readonly Value[]; readonly others: readonly Value[] } {
  if (everything) return { fits: action.values, others: [] };
  const { catalog } = context;
  const { values } = actionValues(action, context);
  const fitting = new Set(
    values
      .filter(({ indices }) =>
        indices.some((index) =>
          catalog.action(index).resourceTypes.some((type) => types.has(`${catalog.action(index).service}:${type.name}`)),
        ),
      )
      .map(({ value }) => value),
  );
  return { fits: action.values.filter((value) => fitting.has(value)), others: action.values.filter((value) => !fitting.has(value)) };
}

function write(
  { star, statement, resource, context }: StarResource,
  arns: readonly NewValue[],
  fits: readonly Value[],
  others: readonly Value[],
): ReturnType<typeof replaceValues> {
  const source = context.sourceOf(statement.range);
  if (arns.length === 0) return [];
  const beside = resource.values.filter((value) => value !== star);
  // What stands beside the star already is not written again.
  const written = new Set(beside.flatMap(({ text }) => newValueOf(text.node, text) ?? []).map(renderSubText));
  const missing = arns.filter((arn) => !written.has(renderSubText(arn)));
  if (others.length === 0) return replaceValues(source, resource, [star], missing);
  const kept = beside.map(keep);
  const parts: readonly StatementChange[] = [{ action: fits.map(keep), resource: [...missing, ...kept] }, { action: others.map(keep) }];
  return splitStatement(source, context.policy, statement, parts);
}

function keep(value: Value): { readonly kind: 'kept'; readonly value: Value } {
  return { kind: 'kept', value };
}
