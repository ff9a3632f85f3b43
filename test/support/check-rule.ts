import { expect, test } from 'vitest';
import type { Diagnostic } from '../../server/src/analysis/answers.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import type { Example, Rule } from '../../server/src/lint/rule.ts';
import { rules } from '../../server/src/rules/index.ts';
import { analyse } from './analyse.ts';
import type { HostedExample } from './hosts.ts';
import { hostExample } from './hosts.ts';
import { drawFindings, parseMarked } from './marked-source.ts';

/**
 * Runs a rule's examples in every host: an incorrect one must give the finding at its mark and no other of this rule, a correct one none. `hosts`
 * is the list of hosts in which at least one example stands, asserted.
 */
export function checkExamples(rule: Rule, hosts: readonly string[]): void {
  const seen = new Set<string>();
  for (const [kind, examples] of [
    ['incorrect', rule.examples.incorrect],
    ['correct', rule.examples.correct],
  ] as const) {
    for (const [number, example] of examples.entries()) {
      for (const hosted of hostExample(rule, example)) {
        seen.add(hosted.host);
        test(`${rule.id}: ${kind} example ${number + 1} in ${hosted.host}`, () =>
          checkExample(rule, example, hosted, kind === 'incorrect'));
      }
    }
  }
  test(`${rule.id}: the hosts of its examples`, () => expect([...seen].sort()).toEqual([...hosts].sort()));
}

function checkExample(rule: Rule, example: Example, hosted: HostedExample, incorrect: boolean): void {
  expect(incorrect, `the mark of ${example.code}`).toBe(hosted.mark !== undefined);
  const found = findingsOf(rule.id, hosted.uri, hosted.text);
  const expected = hosted.mark === undefined ? [] : [{ ...hosted.mark, message: rule.id }];
  const actual = found.map(({ place, rule: message }) => ({ start: place.start, end: place.end, message }));
  expect(drawFindings(hosted.text, actual)).toBe(drawFindings(hosted.text, expected));
  for (const { message } of found) {
    expect(message.length).toBeLessThan(200);
    expect(message).not.toMatch(/\.$/);
  }
}

/** Levels that turn an opt-in rule on; none for any other. */
export function levelsFor(id: string): Configuration['rules'] {
  const rule = rules.find((candidate) => candidate.id === id);
  return rule?.optIn === true ? { [id]: rule.severity } : {};
}

/** What the rest of the configuration says where the examples of a rule stand. */
export function settingsFor(id: string): Partial<Configuration> {
  return rules.find((candidate) => candidate.id === id)?.examplesUnder ?? {};
}

/** The findings of one rule, be it opt-in or not. */
export function findingsOf(rule: string, uri: string, text: string): readonly Diagnostic[] {
  return analyse({ [uri]: text }, levelsFor(rule), settingsFor(rule))
    .diagnose(uri)
    .diagnostics.filter((diagnostic) => diagnostic.rule === rule);
}

/** Checks the picture of one rule's findings: every finding drawn under its line with its message. */
export function checkFindings(rule: string, uri: string, text: string, picture: string): void {
  const found = findingsOf(rule, uri, text);
  expect(
    drawFindings(
      text,
      found.map(({ place, message }) => ({ start: place.start, end: place.end, message })),
    ),
  ).toBe(picture);
}

/** As `checkFindings`; the text is what is left of the picture without its marks. */
export function checkPicture(rule: string, uri: string, picture: string): void {
  checkFindings(rule, uri, parseMarked(picture).text, picture);
}

/** Checks that a rule says nothing of a document that is ours. */
export function checkSilent(rule: string, uri: string, text: string): void {
  expect(analyse({ [uri]: text }).diagnose(uri).ours).toBe(true);
  expect(findingsOf(rule, uri, text).map(({ message }) => message)).toEqual([]);
}

/**
 * Applies the fix titled `title` (a part of it is enough) of the first finding that offers it and compares the document. `rule` is an opt-in
 * rule to turn on.
 */
export function checkFix(uri: string, before: string, title: string, after: string, rule = ''): void {
  const analysis = analyse({ [uri]: before }, levelsFor(rule), settingsFor(rule));
  const actions = analysis.codeActions(uri, { start: 0, end: before.length });
  const action = actions.find((candidate) => candidate.title.includes(title));
  expect(actions.map((candidate) => candidate.title).join('\n')).toContain(title);
  if (action === undefined) return;
  const resolved = analysis.resolveCodeAction(action.data);
  expect(resolved.kind === 'withdrawn' ? resolved.reason : resolved.kind).toBe('changes');
  if (resolved.kind !== 'changes') return;
  expect(apply(before, resolved.changes.get(uri) ?? [])).toBe(after);
}

/** The titles of the fixes offered in a document, with their effect. */
export function fixesOf(rule: string, uri: string, text: string): readonly string[] {
  return findingsOf(rule, uri, text).flatMap(({ fixes }) => fixes.map((fix) => `${fix.effect}: ${fix.title}`));
}

export function apply(text: string, changes: readonly { readonly start: number; readonly end: number; readonly text: string }[]): string {
  let result = text;
  for (const change of [...changes].sort((a, b) => b.start - a.start))
    result = result.slice(0, change.start) + change.text + result.slice(change.end);
  return result;
}
