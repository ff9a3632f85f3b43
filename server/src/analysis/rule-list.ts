import { renderRule } from '../lint/render-rule.ts';
import { rules } from '../rules/index.ts';
import type { RuleDocumentation } from './answers.ts';

/** Every rule there is. */
export const RULE_IDS: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The pages of all rules, in the order of the index; no catalogue is needed for them. */
export function documentRules(): readonly RuleDocumentation[] {
  return rules.map((rule) => ({ id: rule.id, summary: rule.summary, severity: rule.severity, markdown: renderRule(rule) }));
}
