/** Edits of principals. Empty where they cannot be written. */
import type { Data } from '../edit/data.ts';
import { lowerNewValue, renderFlow } from '../edit/data.ts';
import type { Edit, NewValue } from '../edit/edit.ts';
import { habitOf } from '../edit/habits.ts';
import { indentAt } from '../edit/lines.ts';
import { dataSpans, mappingStyle } from '../edit/pairs.ts';
import type { Style } from '../edit/style.ts';
import { styleAt } from '../edit/style.ts';
import { outerBounds, viewOf } from '../edit/view.ts';
import type { PrincipalElement, Statement } from '../policy/model.ts';
import type { Pair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';

/** Whom a new `Principal` names. */
export interface NewPrincipal {
  readonly type: 'AWS' | 'Service' | 'Federated';
  readonly value: NewValue;
}

/** A `Principal` of one key and value, behind `Effect`. */
export function insertPrincipal(source: Source, statement: Statement, { type, value }: NewPrincipal): readonly Edit[] {
  const view = viewOf(source, statement.node);
  const style = mappingStyle(view, statement.node);
  const data = lowerNewValue(value, style);
  const spans = data && dataSpans(view, statement.node, 'Principal', mapOf(type, data), style, statement.effect?.pair);
  return spans === undefined ? [] : view.edits(spans);
}

/** The value of `Principal` replaced by a key with one value. */
export function replacePrincipal(source: Source, element: PrincipalElement, { type, value }: NewPrincipal): readonly Edit[] {
  return replaceByPair(source, element.pair, type, value);
}

/** The value of a pair replaced by a mapping of one key and value. */
export function replaceByPair(source: Source, pair: Pair, key: string, value: NewValue): readonly Edit[] {
  return replaceNode(source, pair, (style) => {
    const data = lowerNewValue(value, style);
    return data && mapOf(key, data);
  });
}

/** The value of `Principal` replaced by `*`. */
export function replaceByAnyone(source: Source, element: PrincipalElement): readonly Edit[] {
  return replaceNode(source, element.pair, (style) => lowerNewValue({ kind: 'literal', text: '*' }, style));
}

/** The account that the template is deployed to; to be filled in where there is no template. */
export function ownAccountId({ dialect }: Template): NewValue {
  return dialect === 'policy' ? { kind: 'literal', text: 'ACCOUNT' } : { kind: 'ref', logicalId: 'AWS::AccountId' };
}

/** In YAML the new value stands in flow style behind its key. */
function replaceNode(source: Source, pair: Pair, write: (style: Style) => Data | undefined): readonly Edit[] {
  const node = pair.value;
  if (node.anchor !== undefined || pair.merged === true) return [];
  const view = viewOf(source, pair.key);
  const bounds = outerBounds(view, node);
  const style = styleAt(view, bounds.start, { ...habitOf([node]), flow: true });
  const data = write(style);
  if (data === undefined) return [];
  return view.edits([{ ...bounds, text: renderFlow(data, style, indentAt(view.text, bounds.start), false) }]);
}

function mapOf(key: string, value: Data): Data {
  return { kind: 'map', pairs: [[key, value]] };
}
