import { expect } from 'vitest';
import type { Diagnostic } from '../../server/src/analysis/answers.ts';
import type { Claim } from '../../server/src/policy/claim.ts';
import { holds } from '../../server/src/policy/claim.ts';
import { analyse } from '../support/analyse.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { apply } from '../support/check-rule.ts';
import type { Resources } from '../support/policy-texts.ts';
import { inRole, stack } from '../support/policy-texts.ts';
import { readTemplate } from '../support/template.ts';

/** What is said of a document that is ours. */
export function diagnose(uri: string, text: string): readonly Diagnostic[] {
  const { ours, diagnostics } = analyse({ [uri]: text }).diagnose(uri);
  expect(ours).toBe(true);
  return diagnostics;
}

/** `rule: severity` of every finding of a document. */
export function rulesIn(uri: string, text: string): readonly string[] {
  return diagnose(uri, text).map(({ rule, severity }) => `${rule}: ${severity}`);
}

/** The same for statements in a role. */
export function rulesOf(statements: readonly string[], resources: Resources = {}): readonly string[] {
  return rulesIn(stack, inRole(statements, resources));
}

/** One statement in flow style: Allow, if nothing else is said. */
export function statement(action: string, resource: string, effect = 'Allow'): string {
  return `- { Effect: ${effect}, Action: ${action}, Resource: ${resource} }`;
}

/** The titles offered by one rule for statements in a role. */
export function titlesOf(rule: string, statements: readonly string[], resources: Resources = {}): readonly string[] {
  return diagnose(stack, inRole(statements, resources)).flatMap((finding) =>
    finding.rule === rule ? finding.fixes.map(({ title }) => title) : [],
  );
}

/** Whether the kernel grants a claim about two versions of a role's statements. */
export function holdsFor(claim: Claim, before: readonly string[], after: readonly string[]): string {
  const read = (statements: readonly string[]) => readTemplate(inRole(statements)).policies;
  return holds(loadCatalogForTests(), claim, read(before), read(after));
}

/** A document after fix-all. */
export function fixAll(uri: string, text: string): string {
  return apply(
    text,
    analyse({ [uri]: text })
      .fixAll(uri)
      .changes.get(uri) ?? [],
  );
}

/** A document after the first action whose title has this part. */
export function fixWith(uri: string, text: string, title: string): string {
  const analysis = analyse({ [uri]: text });
  const action = analysis.codeActions(uri, { start: 0, end: text.length }).find((candidate) => candidate.title.includes(title));
  const resolved = action && analysis.resolveCodeAction(action.data);
  expect(resolved?.kind, title).toBe('changes');
  return resolved?.kind === 'changes' ? apply(text, resolved.changes.get(uri) ?? []) : text;
}
