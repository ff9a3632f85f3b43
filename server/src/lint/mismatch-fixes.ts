import type { Edit, NewValue } from '../edit/edit.ts';
import { splitStatement } from '../edit/statements.ts';
import { appendToText, dropFromText, newValueLike } from '../edit/texts.ts';
import { addValues, removeValues, replaceValues } from '../edit/values.ts';
import type { ResourceArn } from '../generate/resource-arns.ts';
import { arnsOfResource, distinctValues } from '../generate/resource-arns.ts';
import { literalService } from '../policy/arn.ts';
import type { Statement } from '../policy/model.ts';
import { resourceTypesNamed } from '../policy/resource-types.ts';
import type { Resource } from '../template/template.ts';
import type { Text, TextSymbol } from '../template/text.ts';
import { renderText } from '../template/text.ts';
import { appendedSuffix, findDropLength } from './arn-family.ts';
import { arnText, siblingsOf } from './arn-sibling.ts';
import { createFix } from './fix.ts';
import type { Mismatch } from './mismatch.ts';
import type { ResourceValue } from './resources.ts';
import { isOwner } from './resources.ts';
import type { Effect, Fix, StatementContext } from './rule.ts';
import { effectOf } from './statement.ts';
import { actionValues } from './statement-actions.ts';
import { listNames, quote } from './text.ts';

/** Another way to write a resource, so that the actions match it. */
interface Repair {
  /** In `Fn::Sub` notation, for the title. */
  readonly shown: string;
  /** As values to write beside or in place of the resource. */
  readonly values: readonly NewValue[];
  /** It names another resource than the one written, so that the action is not merely repaired. */
  readonly isOther?: true;
  /** A smaller edit that turns the resource itself into it, where there is one. */
  readonly inPlace?: () => readonly Edit[];
}

/** What is mended, and where. */
interface Mending {
  readonly mismatch: Mismatch;
  readonly statement: Statement;
  readonly context: StatementContext;
}

const MOST_CANDIDATES = 4;

/**
 * The fixes of a mismatch: the resource turned into what the actions want (`/*` added or dropped, the ARN instead of the name), the sibling
 * ARN added, the statement split, or a resource of the template that the action can be used on.
 */
export function findMismatchFixes(mismatch: Mismatch, statement: Statement, context: StatementContext): readonly Fix[] {
  const mending: Mending = { mismatch, statement, context };
  const repairs = mismatch.resources.flatMap((resource) => findRepairs(resource, mismatch.wanted, context));
  if (mismatch.superfluous) return superfluousFixes(mending, repairs);
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'repairs';
  const only = repairs.length === 1;
  const shared = reachesOthers(mismatch, statement, context);
  const wider = effect === 'repairs' ? 'widens' : effect;
  const fixes = repairs.flatMap((repair) => {
    const own = repair.isOther === true ? wider : effect;
    if (mismatch.kind === 'resource') return [replacement(mending, repair, shared ? wider : own, only)];
    if (!shared) return [addition(mending, repair, own, only), ...split(mending, repair, own, false)];
    return [...split(mending, repair, own, only), addition(mending, repair, wider, false)];
  });
  return fixes.length > 0 ? fixes : findCandidates(mismatch, statement, context);
}

/** Whether a resource that is added for some actions of the statement may be granted to its others too: then only a split adds no more than what was meant. */
function reachesOthers({ idle, wanted }: Mismatch, statement: Statement, context: StatementContext): boolean {
  const without = new Set(idle.map(({ value }) => value));
  const { values, known } = actionValues(statement.action, context);
  const others = values
    .filter(({ value }) => !without.has(value))
    .flatMap(({ indices }) => indices.map((index) => context.catalog.action(index)));
  return (
    !known ||
    others.some(
      ({ service, resourceTypes }) => resourceTypes.length === 0 || resourceTypes.some(({ name }) => wanted.has(`${service}:${name}`)),
    )
  );
}

/** The resource can go, if the author says so: the catalogue is not the law. That it becomes what the actions want gives them more than they have. */
function superfluousFixes(mending: Mending, repairs: readonly Repair[]): readonly Fix[] {
  const { mismatch, statement, context } = mending;
  const { resource } = statement;
  if (resource === undefined) return [];
  const present = new Set(resource.values.map((value) => renderText(value.text)));
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  const remove = () => removeValues(context.sourceOf(mismatch.value.text.range), resource, [mismatch.value]);
  const others = repairs.filter((repair) => !present.has(repair.shown));
  return [
    ...(resource.values.length > 1
      ? [createFix('Remove it: no action of the statement applies to it', 'equal', remove, { preferred: true, fixAll: false })]
      : []),
    ...others.map((repair) => replacement(mending, repair, effect, false)),
  ];
}

function findRepairs(resource: ResourceValue, wanted: ReadonlySet<string>, context: StatementContext): readonly Repair[] {
  const { text } = resource.value;
  const [first] = text.parts;
  const whole = first?.kind === 'symbol' ? declaredAs(first.symbol, context) : undefined;
  if (whole !== undefined) return arnsOf(whole, text, wanted, context);
  const relatives = findRelatives(resource, wanted, context);
  if (relatives.length > 0) return relatives;
  // `arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}`: what is meant is named, in the wrong way.
  const named = text.parts.flatMap((part) => (part.kind === 'symbol' ? (declaredAs(part.symbol, context) ?? []) : []));
  return named.flatMap((one) => arnsOf(one, text, wanted, context)).slice(0, 1);
}

function declaredAs(symbol: TextSymbol, { template }: StatementContext): Resource | undefined {
  return symbol.kind === 'ref' || symbol.kind === 'attribute' ? template.scope.resources.get(symbol.name) : undefined;
}

function arnsOf(resource: Resource, text: Text, wanted: ReadonlySet<string>, { catalog }: StatementContext): readonly Repair[] {
  const arns = arnsOfResource(catalog, resource, wanted).filter((arn) => arn.sub !== renderText(text));
  if (arns.length > 0) return [{ shown: describeArns(arns), values: distinctValues(arns) }];
  const type = catalog.cloudFormationType(resource.type);
  const own = type === undefined ? undefined : arnText(type, resource.logicalId);
  if (type?.arnTemplate === undefined || own === undefined) return [];
  return siblingsOf(own, [type.arnTemplate], wanted, catalog).map((shown) => ({
    shown,
    values: [{ kind: 'sub', text: shown }],
    isOther: true,
  }));
}

/** The same ARN with what lies below it, or cut back to what it lies below. */
function findRelatives(resource: ResourceValue, wanted: ReadonlySet<string>, context: StatementContext): readonly Repair[] {
  const { catalog } = context;
  const { text } = resource.value;
  const service = literalService(resource.pattern);
  if (service === undefined) return [];
  const source = context.sourceOf(text.range);
  const found = new Map<string, Repair>();
  const add = (shown: string, value: NewValue | undefined, inPlace: () => readonly Edit[]): void => {
    if (value !== undefined && !found.has(shown)) found.set(shown, { shown, values: [value], inPlace });
  };
  for (const named of resourceTypesNamed(catalog, service, resource.pattern).flatMap(({ resourceType }) => resourceType.arns)) {
    for (const type of wanted) {
      const [wantedService = '', name = ''] = type.split(':');
      for (const arn of catalog.resourceType(wantedService, name)?.arns ?? []) {
        const suffix = appendedSuffix(named, arn);
        const drop = suffix === undefined ? findDropLength(text, arn, named) : undefined;
        if (suffix !== undefined)
          add(`${renderText(text)}${suffix}`, newValueLike(text, { append: suffix }), () => appendToText(source, text, suffix));
        if (drop !== undefined) add(dropEnd(text, drop), newValueLike(text, { dropLast: drop }), () => dropFromText(source, text, drop));
      }
    }
  }
  if (found.size === 0) addSiblings(found, resource, wanted, service, context);
  return [...found.values()].slice(0, MOST_CANDIDATES);
}

function addSiblings(
  found: Map<string, Repair>,
  { value, pattern }: ResourceValue,
  wanted: ReadonlySet<string>,
  service: string,
  { catalog }: StatementContext,
): void {
  const written = newValueLike(value.text, {});
  if (written?.kind !== 'literal' && written?.kind !== 'sub') return;
  const named = resourceTypesNamed(catalog, service, pattern).flatMap(({ resourceType }) => resourceType.arns);
  for (const shown of siblingsOf(written.text, named, wanted, catalog)) {
    found.set(shown, { shown, values: [{ kind: written.kind, text: shown }], isOther: true });
  }
}

function replacement({ mismatch, statement, context }: Mending, repair: Repair, effect: Effect, preferred: boolean): Fix {
  const { resource } = statement;
  const source = context.sourceOf(mismatch.value.text.node.outer);
  const edits = (): readonly Edit[] => {
    const inPlace = repair.inPlace?.() ?? [];
    return inPlace.length > 0 || resource === undefined ? inPlace : replaceValues(source, resource, [mismatch.value], repair.values);
  };
  return createFix(`Change to ${quote(repair.shown)}`, effect, edits, { preferred, fixAll: !grantsWildcard(mismatch) });
}

/** A wildcard that was in vain would come to life: that is for the author to say (`semantics.md` 4). */
function grantsWildcard({ actions }: Mismatch): boolean {
  return actions.some(({ written }) => /[*?]/.test(written));
}

function addition({ mismatch, statement, context }: Mending, repair: Repair, effect: Effect, preferred: boolean): Fix {
  const { resource } = statement;
  const edits = (): readonly Edit[] =>
    resource === undefined ? [] : addValues(context.sourceOf(statement.range), resource, repair.values);
  return createFix(`Add ${quote(repair.shown)} to the resources`, effect, edits, { preferred, fixAll: !grantsWildcard(mismatch) });
}

function split({ mismatch, statement, context }: Mending, repair: Repair, effect: Effect, preferred: boolean): readonly Fix[] {
  const idle = mismatch.actions.map((action) => action.value);
  const others = statement.action?.values.filter((value) => !idle.includes(value)) ?? [];
  if (others.length === 0) return [];
  const kept = others.map((value) => ({ kind: 'kept', value }) as const);
  const moved = idle.map((value) => ({ kind: 'kept', value }) as const);
  const parts = [{ action: kept }, { action: moved, resource: repair.values }];
  const what = listNames(
    mismatch.actions.map((action) => action.written),
    2,
  );
  const source = context.sourceOf(statement.range);
  return [
    createFix(`Split off ${what} on ${quote(repair.shown)}`, effect, () => splitStatement(source, context.policy, statement, parts), {
      preferred,
      fixAll: !grantsWildcard(mismatch),
    }),
  ];
}

/** Nothing to mend: other resources of the template that the action can be used on. */
function findCandidates(mismatch: Mismatch, statement: Statement, context: StatementContext): readonly Fix[] {
  const { resource } = statement;
  if (resource === undefined || effectOf(statement) === 'Deny') return [];
  const source = context.sourceOf(statement.range);
  const fixes: Fix[] = [];
  for (const candidate of context.template.scope.resources.values()) {
    if (fixes.length >= MOST_CANDIDATES) break;
    if (isOwner(context, candidate)) continue;
    const arns = candidate.node === undefined ? [] : arnsOfResource(context.catalog, candidate, mismatch.wanted);
    if (arns.length === 0) continue;
    const shown = quote(describeArns(arns));
    const values = distinctValues(arns);
    const edits =
      mismatch.kind === 'resource'
        ? () => replaceValues(source, resource, [mismatch.value], values)
        : () => addValues(source, resource, values);
    fixes.push(createFix(mismatch.kind === 'resource' ? `Change to ${shown}` : `Add ${shown} to the resources`, 'widens', edits));
  }
  return fixes;
}

function describeArns(arns: readonly ResourceArn[]): string {
  return [...new Set(arns.map((arn) => arn.sub))].join("' and '");
}

function dropEnd(text: Text, length: number): string {
  const shown = renderText(text);
  return shown.slice(0, shown.length - length);
}
