import { literalText } from '../template/text.ts';
import type { RiskyStatement } from './risk.ts';
import { findRiskFixes } from './risk-fixes.ts';
import type { Report } from './rule.ts';
import { quote } from './text.ts';

/** One report of a statement at its first action, with the others as related places; `does` completes "… on every resource". */
export function reportRisky(found: RiskyStatement, does: string): Report | undefined {
  const [first, ...others] = found.actions;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` (and ${others.length} more like it)`;
  return {
    range: first.value.text.node.outer,
    message: `${quote(literalText(first.value.text) ?? '')} on every resource ${does}${more}`,
    related: others.map(({ value }) => ({ range: value.text.node.outer, message: `${literalText(value.text) ?? ''} too` })),
    fixes: () => findRiskFixes(found),
  };
}
