import type { Element, Statement } from '../policy/model.ts';
import type { StatementElement } from '../template/elements.ts';
import { STATEMENT_ELEMENTS } from '../template/elements.ts';
import { literalText } from '../template/text.ts';
import { findNearest } from './nearest.ts';

/** The element that a key which is none was meant for: one that the statement does not have yet. */
export function findMeantElement(statement: Statement, written: string): StatementElement | undefined {
  const present = new Set(statement.node.pairs.map((pair) => pair.key.value));
  const nearest = findNearest(
    written,
    STATEMENT_ELEMENTS.filter((element) => !present.has(element)),
  );
  return STATEMENT_ELEMENTS.find((element) => element === nearest);
}

/** Whether one of the elements is there under a name that is near to its own; that is reported, and nothing as missing. */
export function isMisspelt(statement: Statement, elements: readonly StatementElement[]): boolean {
  return statement.unknown.some(({ key }) => elements.some((element) => element === findMeantElement(statement, key.value)));
}

/** The effect of a statement, `undefined` where it is absent, not literal, in branches or none of the two. */
export function effectOf(statement: Statement): 'Allow' | 'Deny' | undefined {
  const values = statement.effect?.values;
  const value = values?.length === 1 ? values[0] : undefined;
  const text = value && literalText(value.text);
  return text === 'Allow' || text === 'Deny' ? text : undefined;
}

/** The literal patterns of an element; symbols are left out, and make `exact` false. */
export function literalsOf(element: Element | undefined): { readonly texts: readonly string[]; readonly exact: boolean } {
  const texts: string[] = [];
  let exact = element?.complete ?? true;
  for (const value of element?.values ?? []) {
    const text = literalText(value.text);
    if (text === undefined) exact = false;
    else texts.push(text);
  }
  return { texts, exact };
}
