import type { Catalog } from '../catalog/catalog.ts';
import { describeArnPattern } from '../features/hover/arn.ts';
import { describeConditionKey } from '../features/hover/condition.ts';
import { renderLevels } from '../features/hover/levels.ts';
import { describeManagedName } from '../features/hover/managed-policy.ts';
import { describePolicyTemplate } from '../features/hover/policy-template.ts';
import { countOf, escapeMarkdown } from '../features/markdown.ts';
import { findNearest } from '../lint/nearest.ts';
import { actionsAt, countActions } from '../policy/action-set.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { arnFromString, literalService } from '../policy/arn.ts';
import { admits } from '../policy/resource-types.ts';
import { documentAction } from './document-action.ts';

/**
 * What is known of a name that stands in a policy: a managed policy by name or ARN, any other ARN, an action or a pattern of actions, a
 * condition key, a SAM policy template. Markdown, the same as on hover; `undefined` for what is none of these.
 */
export function documentName(catalog: Catalog, written: string): string | undefined {
  const managed = describeManagedName(catalog, written);
  if (managed !== undefined) return managed;
  if (/^arn:/i.test(written)) return documentArn(catalog, written);
  const template = catalog.policyTemplate(written);
  if (template !== undefined) return describePolicyTemplate(catalog, template);
  const key = catalog.actionIndex(written) === undefined ? describeConditionKey(catalog, written) : undefined;
  if (key !== undefined) return key;
  // No service has the prefix of the global condition keys.
  const isAction = written === '*' || (written.includes(':') && !/^aws:/i.test(written));
  return isAction ? documentAction(catalog, written) : undefined;
}

/** The name most probably meant where `documentName` knows none; of `others` too. */
export function nearestName(catalog: Catalog, written: string, others: Iterable<string>): string | undefined {
  const templates = catalog.policyTemplates().map(({ name }) => name);
  const keys = catalog.globalConditionKeys().map(({ name }) => name);
  return findNearest(written, [...others, ...keys, ...templates, ...catalog.managedPolicyNames()]);
}

/** As on hover, and how many actions can be limited to it. */
function documentArn(catalog: Catalog, written: string): string {
  const pattern = arnFromString(written);
  return describeArnPattern(catalog, pattern, written, describeTakers(catalog, pattern));
}

/** `Taken by 5 actions: 2 Read, 3 Write.`; absent where the service is not known. */
function describeTakers(catalog: Catalog, pattern: ArnPattern): string | undefined {
  const prefix = literalService(pattern);
  const service = prefix === undefined ? undefined : catalog.service(prefix);
  if (service === undefined) return undefined;
  const indices = Array.from({ length: service.count }, (_, position) => service.first + position);
  const takers = actionsAt(
    catalog,
    indices.filter((index) => admits(catalog, index, pattern) === 'yes'),
  );
  const count = countActions(takers);
  if (count === 0) return `No action of ${escapeMarkdown(service.prefix)} can be limited to it.`;
  return `Taken by ${countOf(count, 'action')}${renderLevels(catalog, takers)}.`;
}
