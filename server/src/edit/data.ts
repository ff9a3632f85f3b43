import type { NewValue } from './edit.ts';
import { shiftLines } from './lines.ts';
import type { Style } from './style.ts';
import type { Quote } from './yaml-scalar.ts';
import { renderYamlString } from './yaml-scalar.ts';

/** What is to be written, before it is known how. */
export type Data =
  | { readonly kind: 'scalar'; readonly text: string; readonly quote?: Quote }
  /** `!Sub …`; YAML only. */
  | { readonly kind: 'tagged'; readonly tag: string; readonly data: Data }
  /** `inline` keeps a list on one line in flow style wherever it stands. */
  | { readonly kind: 'list'; readonly items: readonly Data[]; readonly inline?: true }
  | { readonly kind: 'map'; readonly pairs: readonly (readonly [key: string, value: Data])[] }
  /** A pair as an item of a mapping that is there. */
  | { readonly kind: 'pair'; readonly key: string; readonly value: Data }
  /** Text of the document, moved as it is; `column` is where it stood. */
  | { readonly kind: 'written'; readonly text: string; readonly column: number };

/** A value in the forms that its place admits; `undefined` for an intrinsic in JSON text that CloudFormation does not read. */
export function lowerNewValue(value: NewValue, style: Style): Data | undefined {
  if (style.embedded !== undefined) {
    const text = style.embedded === 'sub' ? renderSubText(value) : value.kind === 'literal' ? value.text : undefined;
    return text === undefined ? undefined : { kind: 'scalar', text };
  }
  switch (value.kind) {
    case 'literal':
      return { kind: 'scalar', text: value.text };
    case 'sub':
      return lowerIntrinsic('Sub', { kind: 'scalar', text: value.text, quote: style.fallback }, style);
    case 'ref':
      return lowerIntrinsic('Ref', { kind: 'scalar', text: value.logicalId, quote: 'plain' }, style);
    case 'getAtt':
      if (isLong(style)) return lowerIntrinsic('GetAtt', inlineList([scalar(value.logicalId), scalar(value.attribute)]), style);
      return lowerIntrinsic('GetAtt', scalar(`${value.logicalId}.${value.attribute}`), style);
    case 'join': {
      const parts: Data[] = [];
      for (const part of value.parts) {
        const lowered = lowerNewValue(part, { ...style, quote: style.fallback });
        if (lowered === undefined) return undefined;
        parts.push(lowered.kind === 'scalar' ? { ...lowered, quote: style.fallback } : lowered);
      }
      return lowerIntrinsic('Join', inlineList([{ kind: 'scalar', text: '', quote: style.fallback }, inlineList(parts)]), style);
    }
  }
}

/** Values as `lowerNewValue` has them; `undefined` where one cannot be written. */
export function lowerNewValues(values: readonly NewValue[], style: Style): readonly Data[] | undefined {
  const result: Data[] = [];
  for (const value of values) {
    const data = lowerNewValue(value, style);
    if (data === undefined) return undefined;
    result.push(data);
  }
  return result;
}

/** A value in `Fn::Sub` notation. */
export function renderSubText(value: NewValue): string {
  switch (value.kind) {
    case 'literal':
      return escapeSub(value.text);
    case 'sub':
      return value.text;
    case 'ref':
      return `\${${value.logicalId}}`;
    case 'getAtt':
      return `\${${value.logicalId}.${value.attribute}}`;
    case 'join':
      return value.parts.map(renderSubText).join('');
  }
}

/** Literal text in `Fn::Sub` notation: `${aws:username}` must be `${!aws:username}` there. */
export function escapeSub(text: string): string {
  return text.replaceAll('${', '${!');
}

function isLong(style: Style): boolean {
  return style.long || style.layout === 'json';
}

function lowerIntrinsic(name: string, data: Data, style: Style): Data {
  if (isLong(style)) return { kind: 'map', pairs: [[name === 'Ref' ? name : `Fn::${name}`, data]] };
  return { kind: 'tagged', tag: `!${name}`, data };
}

function scalar(text: string): Data {
  return { kind: 'scalar', text, quote: 'plain' };
}

function inlineList(items: readonly Data[]): Data {
  return { kind: 'list', items, inline: true };
}

/** Data on one line or, in flow and JSON, on several when `lines` says so; `indent` is that of the line it starts on. */
export function renderFlow(data: Data, style: Style, indent: string, lines: boolean): string {
  switch (data.kind) {
    case 'scalar':
      return style.layout === 'json'
        ? JSON.stringify(data.text)
        : renderYamlString(data.text, data.quote ?? style.quote, true, style.fallback);
    case 'tagged':
      return `${data.tag} ${renderFlow(data.data, style, indent, lines)}`;
    case 'written':
      return data.text;
    case 'pair':
      return renderKey(data.key, style) + style.colon + renderFlow(data.value, style, indent, lines);
    case 'list': {
      const isOpen = lines && (data.inline !== true || style.expanded);
      return bracket('[', ']', style.bracketPad, isOpen, style, indent, (inner) =>
        data.items.map((item) => renderFlow(item, style, inner, lines)),
      );
    }
    case 'map': {
      const isOpen = lines && (style.expanded || !isIntrinsic(data));
      return bracket('{', '}', style.bracePad, isOpen, style, indent, (inner) =>
        data.pairs.map(([key, value]) => renderFlow({ kind: 'pair', key, value }, style, inner, lines)),
      );
    }
  }
}

function bracket(
  open: string,
  close: string,
  pad: string,
  isOpen: boolean,
  style: Style,
  indent: string,
  items: (inner: string) => readonly string[],
): string {
  const inner = isOpen ? indent + style.step : indent;
  const texts = items(inner);
  if (texts.length === 0) return open + close;
  if (!isOpen) return open + pad + texts.join(style.comma) + pad + close;
  return `${open}${style.eol}${inner}${texts.join(`,${style.eol}${inner}`)}${style.eol}${indent}${close}`;
}

function isIntrinsic(data: Data): boolean {
  return data.kind === 'map' && data.pairs.length === 1 && /^(?:Ref|Fn::\w+)$/.test(data.pairs[0]?.[0] ?? '');
}

/** Keys with a colon inside are quoted in flow collections only, where old readers stumble over them. */
export function renderKey(key: string, style: Style): string {
  if (style.layout === 'json') return JSON.stringify(key);
  return renderYamlString(
    key,
    style.layout === 'flow' && key.includes(':') ? style.fallback : 'plain',
    style.layout === 'flow',
    style.fallback,
  );
}

/** Data behind `- ` in a block sequence; `column` is where it starts. Flow and JSON data are written on one line. */
export function renderItem(data: Data, style: Style, column: number, shift: number): string {
  const indent = ' '.repeat(column);
  switch (data.kind) {
    case 'scalar':
      return renderYamlString(data.text, data.quote ?? style.quote, false, style.fallback);
    case 'tagged':
      return `${data.tag} ${data.data.kind === 'scalar' ? renderItem(data.data, style, column, shift) : renderFlow(data.data, { ...style, layout: 'flow' }, indent, false)}`;
    case 'list':
      if (data.inline === true || data.items.length === 0)
        return renderFlow(data, { ...style, layout: 'flow', quote: style.fallback }, indent, false);
      return data.items.map((item) => `- ${renderItem(item, style, column + 2, shift)}`).join(style.eol + indent);
    case 'map':
      return data.pairs.map(([key, value]) => renderItem({ kind: 'pair', key, value }, style, column, shift)).join(style.eol + indent);
    case 'pair':
      return `${renderKey(data.key, style)}:${renderAfterKey(data.value, style, column, shift)}`;
    case 'written':
      return shiftLines(data.text, column - data.column);
  }
}

/** Data behind `key:` in a block mapping, with the blank or line break before it; `column` is the key's, `shift` that of lists. */
export function renderAfterKey(data: Data, style: Style, column: number, shift: number): string {
  const isBlock = (data.kind === 'map' && data.pairs.length > 0) || (data.kind === 'list' && data.inline !== true && data.items.length > 0);
  if (!isBlock) return ` ${renderItem(data, style, column, shift)}`;
  const inner = column + (data.kind === 'list' ? shift : style.step.length);
  return `${style.eol}${' '.repeat(inner)}${renderItem(data, style, inner, shift)}`;
}
