import { nodeOf } from '../grants/written.ts';
import { makeText } from '../template/intrinsics.ts';
import { subParts } from '../template/parts.ts';
import type { Template } from '../template/template.ts';
import type { Text } from '../template/text.ts';

/** A text in `Fn::Sub` notation that is not in the template, as the template would read it. */
export function readSub(template: Template, written: string): Text {
  const range = { unit: template.source.document, start: 0, end: 0 };
  const node = nodeOf(written, range);
  return makeText(node, range, 'sub', node.kind === 'scalar' ? subParts(node, template.dialect, template.scope, undefined) : []);
}
