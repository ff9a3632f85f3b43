import { removeValues, replaceValues } from '../edit/values.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionsOf, countActions, coversActions, emptyActions, intersectActions, unionActions } from '../policy/action-set.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { literalService } from '../policy/arn.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive, remember } from '../policy/kernel.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { admits, alikeActions, needsStar } from '../policy/resource-types.ts';
import { literalText } from '../template/text.ts';
import { createFix } from './fix.ts';
import { removalOf } from './removal.ts';
import { resourceValues } from './resources.ts';
import type { Fix, StatementContext } from './rule.ts';
import { literalsOf } from './statement.ts';
import { LONGEST_LIST, replacementsOf } from './wildcard-replacements.ts';

/** A value of `Action` that is a wildcard, and what it matches. */
export interface Wildcard {
  readonly value: Value;
  readonly element: Element;
  readonly statement: Statement;
  readonly matched: ActionSet;
  readonly context: StatementContext;
}

/**
 * The fixes of a wildcard: only what the statement's resources admit, only what a SAM policy template of the service holds, by access level, the
 * equal list, and the removal of the statement.
 */
export function findWildcardFixes(wildcard: Wildcard): readonly Fix[] {
  const { statement, matched, context, value } = wildcard;
  const service = literalText(value.text)?.split(':')[0]?.toLowerCase() ?? '';
  const fixes = replacementsOf(context.catalog, service, matched, findAdmitted(wildcard)).map(({ title, effect, names, options }) =>
    createFix(title, effect, () => write(wildcard, names()), options),
  );
  return [...fixes, ...removalOf(statement, context)];
}

/** What of the matched actions the statement's resources admit; `undefined` where that is all of them, or not known. */
export function findAdmitted({ statement, matched, context }: Pick<Wildcard, 'statement' | 'matched' | 'context'>): ActionSet | undefined {
  const { catalog } = context;
  const values = statement.resource?.values ?? [];
  if (values.length === 0 || statement.resource?.complete === false) return undefined;
  const patterns = resourceValues(statement.resource, context).map(({ pattern }) => pattern);
  const candidates = countActions(matched) <= LONGEST_LIST ? matched : intersectActions(matched, ofServices(patterns, context));
  const admitted = admittedBy(catalog, candidates, patterns);
  return coversActions(admitted, matched) ? undefined : admitted;
}

/** Those of the actions that one of the patterns admits: the same set for patterns that admit the same. */
function admittedBy(catalog: KernelCatalog, actions: ActionSet, patterns: readonly ArnPattern[]): ActionSet {
  const chosen = alikeActions(catalog, actions).filter(({ first }) => patterns.some((pattern) => isAdmitted(catalog, first, pattern)));
  const known = derive(catalog, actions, 'admitted', () => new Map<string, ActionSet>());
  const key = chosen.map(({ first }) => first).join();
  return remember(known, key, () => unionActions(emptyActions(catalog), ...chosen.map((group) => group.actions)), MOST_ADMITTED);
}

/** How many parts of a wildcard's actions are remembered. */
const MOST_ADMITTED = 100;

/** An action that takes no resource is granted by a star alone; on an ARN it would stay in vain. */
function isAdmitted(catalog: KernelCatalog, index: number, pattern: ArnPattern): boolean {
  const answer = admits(catalog, index, pattern);
  return answer === 'yes' || (answer === 'unknown' && needsStar(catalog, index) !== 'yes');
}

/** Every action of the services whose ARNs the patterns are; of every service where one of them does not tell. */
function ofServices(patterns: readonly ArnPattern[], { catalog }: StatementContext): ActionSet {
  const services = patterns.map(literalService);
  return actionsOf(
    catalog,
    services.map((service) => (service === undefined ? '*' : `${service}:*`)),
  );
}

/** The names in place of the wildcard, but for those that the element holds beside it. */
function write({ value, element, context }: Wildcard, names: readonly string[]): ReturnType<typeof replaceValues> {
  const others = actionsOf(context.catalog, literalsOf({ ...element, values: element.values.filter((other) => other !== value) }).texts);
  const missing = names.filter((name) => !coversActions(others, actionsOf(context.catalog, [name])));
  const source = context.sourceOf(value.text.node.outer);
  if (missing.length === 0) return removeValues(source, element, [value]);
  return replaceValues(
    source,
    element,
    [value],
    missing.map((text) => ({ kind: 'literal', text })),
  );
}
