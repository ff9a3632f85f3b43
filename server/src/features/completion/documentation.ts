import type { Catalog } from '../../catalog/catalog.ts';
import { findElement } from '../elements.ts';
import { describeAction } from '../hover/action.ts';
import { describeConditionKey, describeConditionOperator } from '../hover/condition.ts';
import { describeElement } from '../hover/element.ts';
import { describeManagedPolicy } from '../hover/managed-policy.ts';
import { describePolicyTemplate } from '../hover/policy-template.ts';
import { describeService } from '../hover/service.ts';

const KINDS = ['action', 'service', 'condition-key', 'condition-operator', 'managed-policy', 'policy-template', 'element'] as const;

type DocumentedKind = (typeof KINDS)[number];

/** What `CompletionItem.data` holds: which entry of the catalogue to describe. */
export function documented(kind: DocumentedKind, name: string): string {
  return JSON.stringify([kind, name]);
}

/** Markdown for `data` of a completion item; `undefined` for what no item carries. */
export function documentCompletion(catalog: Catalog, data: string): string | undefined {
  const decoded = decode(data);
  if (decoded === undefined) return undefined;
  const { kind, name } = decoded;
  switch (kind) {
    case 'action': {
      const index = catalog.actionIndex(name);
      return index === undefined ? undefined : describeAction(catalog, catalog.action(index));
    }
    case 'service':
      return describeService(catalog, name);
    case 'condition-key':
      return describeConditionKey(catalog, name);
    case 'condition-operator':
      return describeConditionOperator(name);
    case 'managed-policy': {
      const policy = catalog.managedPolicy(name);
      return policy === undefined ? undefined : describeManagedPolicy(catalog, policy);
    }
    case 'policy-template': {
      const template = catalog.policyTemplate(name);
      return template === undefined ? undefined : describePolicyTemplate(catalog, template);
    }
    case 'element': {
      const element = findElement(name);
      return element === undefined ? undefined : describeElement(element);
    }
  }
}

function decode(data: string): { readonly kind: DocumentedKind; readonly name: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const [kind, name]: readonly unknown[] = value;
  const known = KINDS.find((one) => one === kind);
  return known === undefined || typeof name !== 'string' ? undefined : { kind: known, name };
}
