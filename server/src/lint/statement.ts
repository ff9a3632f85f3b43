import type { Element, Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

/** The effect of a statement, `undefined` where it is absent, not literal, in branches or none of the two. */
export function effectOf(statement: Statement): 'Allow' | 'Deny' | undefined {
  const [value, ...others] = statement.effect?.values ?? [];
  const text = value === undefined || others.length > 0 ? undefined : literalText(value.text);
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
