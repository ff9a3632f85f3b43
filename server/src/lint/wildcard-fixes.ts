import type { Catalog } from '../catalog/catalog.ts';
import { removeStatement } from '../edit/statements.ts';
import { removeValues, replaceValues } from '../edit/values.ts';
import { countServices, renderActions, shortPatterns, unmatchedNames } from '../policy/action-patterns.ts';
import type { ActionSet } from '../policy/action-set.ts';
import {
  actionIndices,
  actionsAt,
  actionsOf,
  countActions,
  coversActions,
  equalActions,
  intersectActions,
  subtractActions,
} from '../policy/action-set.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { literalService } from '../policy/arn.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { admits, needsStar } from '../policy/resource-types.ts';
import { templateActionsOf } from '../policy/template-actions.ts';
import { literalText } from '../template/text.ts';
import { describeSensitive, findLevelChoices, sensitiveActions } from './access-levels.ts';
import type { FixOptions } from './fix.ts';
import { createFix } from './fix.ts';
import { resourceValues } from './resources.ts';
import type { Fix, StatementContext } from './rule.ts';
import { literalsOf } from './statement.ts';
import { count } from './text.ts';

/** A value of `Action` that is a wildcard, and what it matches. */
export interface Wildcard {
  readonly value: Value;
  readonly element: Element;
  readonly statement: Statement;
  readonly matched: ActionSet;
  readonly context: StatementContext;
}

/** A list longer than this is offered as patterns too, if they are half as many at most and no more than this. */
const LONG_LIST = 12;
const MOST_TEMPLATES = 6;
/** A list longer than this is not offered: nobody reads it. */
const LONGEST_LIST = 500;

/**
 * The fixes of a wildcard: only what the statement's resources admit, only what a SAM policy template of the service holds, by access level, the
 * equal list, and the removal of the statement.
 */
export function findWildcardFixes(wildcard: Wildcard): readonly Fix[] {
  const { statement, matched, context, value } = wildcard;
  const admitted = findAdmitted(wildcard);
  const base = admitted ?? matched;
  const fixes: Fix[] = [];
  if (admitted !== undefined && countActions(admitted) > 0) {
    const name = 'that its resources admit';
    fixes.push(
      ...replaceBy(wildcard, admitted, `Keep only the ${count(countActions(admitted), 'action')} ${name}`, {
        preferred: true,
        fixAll: false,
      }),
    );
  }
  if (countActions(base) <= LONGEST_LIST) {
    fixes.push(...policyTemplateFixes(wildcard, base));
    const which = admitted === undefined ? '' : ' that its resources admit';
    for (const choice of findLevelChoices(context.catalog, base))
      fixes.push(...replaceBy(wildcard, choice.actions, `Keep only the ${count(choice.count, `${choice.name} action`)}${which}`));
  }
  fixes.push(...equalList(wildcard));
  const source = context.sourceOf(value.text.node.outer);
  if (removeStatement(source, context.policy, statement).length > 0) {
    fixes.push(createFix('Remove this statement', 'narrows', () => removeStatement(source, context.policy, statement)));
  }
  return fixes;
}

/** What of the matched actions the statement's resources admit; `undefined` where that is all of them, or not known. */
export function findAdmitted({ statement, matched, context }: Pick<Wildcard, 'statement' | 'matched' | 'context'>): ActionSet | undefined {
  const { catalog } = context;
  const values = statement.resource?.values ?? [];
  if (values.length === 0 || statement.resource?.complete === false) return undefined;
  const patterns = resourceValues(statement.resource, context).map(({ pattern }) => pattern);
  const candidates = countActions(matched) <= LONGEST_LIST ? matched : intersectActions(matched, ofServices(patterns, context));
  const admitted = actionsAt(
    catalog,
    actionIndices(candidates).filter((index) => patterns.some((pattern) => isAdmitted(catalog, index, pattern))),
  );
  return coversActions(admitted, matched) ? undefined : admitted;
}

/** An action that takes no resource is granted by a star alone; on an ARN it would stay in vain. */
function isAdmitted(catalog: Catalog, index: number, pattern: ArnPattern): boolean {
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

/**
 * AWS's own choice of what belongs together: the SAM policy templates that speak of this one service, the shortest first; where one holds actions that
 * change permissions, without these too.
 */
function policyTemplateFixes(wildcard: Wildcard, base: ActionSet): readonly Fix[] {
  const { catalog } = wildcard.context;
  const service = literalText(wildcard.value.text)?.split(':')[0]?.toLowerCase() ?? '';
  const seen: ActionSet[] = [base];
  const fixes: Fix[] = [];
  const offer = (kept: ActionSet, title: string): void => {
    const size = countActions(kept);
    if (size === 0 || seen.some((other) => equalActions(other, kept))) return;
    seen.push(kept);
    fixes.push(...replaceBy(wildcard, kept, `Keep only the ${count(size, 'action')} of ${title}`));
  };
  for (const { name, actions } of templateActionsOf(catalog, service)) {
    const kept = intersectActions(base, actions);
    offer(kept, `SAM's ${name}`);
    offer(subtractActions(kept, sensitiveActions(catalog, kept)), `SAM's ${name}, none that changes permissions`);
  }
  return fixes.slice(0, MOST_TEMPLATES);
}

function equalList(wildcard: Wildcard): readonly Fix[] {
  const { matched, context } = wildcard;
  const total = countActions(matched);
  if (total > LONGEST_LIST) return [];
  const title = total === 1 ? `Write '${renderActions(context.catalog, matched)[0]}'` : `Spell out all ${total} actions`;
  const whole = `${title} (as of ${context.catalog.date})`;
  return [
    createFix(whole, 'equal', () => write(wildcard, renderActions(context.catalog, matched)), { preferred: total === 1, fixAll: false }),
  ];
}

/** The fix that keeps `kept`, as a list, and where that is long as a short equal set of patterns too. */
function replaceBy(wildcard: Wildcard, kept: ActionSet, title: string, options: FixOptions = {}): readonly Fix[] {
  const { catalog } = wildcard.context;
  const going = countActions(subtractActions(wildcard.matched, kept));
  const said = `${title} (${going} go${describeSensitive(catalog, kept)})`;
  const fixes: readonly Fix[] = [createFix(said, 'narrows', () => write(wildcard, renderActions(catalog, kept)), options)];
  const length = countActions(kept) + unmatchedNames(kept).length;
  // Every service takes a pattern of its own.
  if (length <= LONG_LIST || countServices(catalog, kept) > LONG_LIST) return fixes;
  const patterns = shortPatterns(catalog, kept);
  const [only] = patterns;
  if (patterns.length > LONG_LIST || patterns.length * 2 > length || only === undefined) return fixes;
  const how = patterns.length === 1 ? `'${only}'` : `${patterns.length} patterns`;
  return [...fixes, createFix(`${said}, as ${how}`, 'narrows', () => write(wildcard, patterns))];
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
