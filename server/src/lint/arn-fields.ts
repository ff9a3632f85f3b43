import type { Catalog } from '../catalog/catalog.ts';
import { escapeSub } from '../edit/data.ts';
import type { Edit, NewValue } from '../edit/edit.ts';
import { replaceValue } from '../edit/values.ts';
import type { ArnParts } from '../policy/arn.ts';
import { arnPattern } from '../policy/arn.ts';
import type { Token } from '../policy/glob.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import type { Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import type { ResourceValue } from './resources.ts';
import { resourceValues } from './resources.ts';
import type { StatementContext } from './rule.ts';
import { rewriteText } from './variables.ts';

/** The numbers of an ARN's fields between its colons. */
export const ARN_FIELDS = { partition: 1, service: 2, region: 3, account: 4 } as const;

export type ArnField = keyof typeof ARN_FIELDS;

/** Texts for some of the fields, in `Fn::Sub` notation. */
export type ArnTexts = Partial<Readonly<Record<ArnField, string>>>;

/** An ARN that is written out and has all its parts. */
export interface WrittenArn {
  readonly value: Value;
  readonly parts: ArnParts;
}

/** The ARNs of `Resource` and `NotResource` that have all their parts. */
export function findArns({ resource, notResource }: Statement, context: StatementContext): readonly WrittenArn[] {
  const { catalog } = context;
  const values = notResource === undefined ? resourceValues(resource, context) : resourcesOfBoth(resource, notResource, context);
  if (values.length === 0) return [];
  return derive(catalog, values, 'written ARNs', () =>
    values.flatMap(({ value, pattern: { parts, form } }) =>
      parts !== undefined && form === 'arn' && isWritten(value) ? [{ value, parts }] : [],
    ),
  );
}

function resourcesOfBoth(resource: Element | undefined, notResource: Element, context: StatementContext): readonly ResourceValue[] {
  return [...resourceValues(resource, context), ...resourceValues(notResource, context)];
}

/** Whether the ARN begins in literal text: what `!GetAtt` gives has the fields it should have. */
function isWritten({ text }: Value): boolean {
  const [first] = text.parts;
  return first?.kind === 'literal' && first.text.startsWith('arn:');
}

/** A field as it is written, with its wildcards; `undefined` where a symbol or a policy variable is in it. */
export function fieldText(tokens: readonly Token[]): string | undefined {
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'symbol' || token.kind === 'placeholder') return undefined;
    text += token.kind === 'literal' ? token.text : token.kind === 'star' ? '*' : '?';
  }
  return text;
}

/** Whether the colons in front of a field are sure to be the ones that count: no `*` before it may span some. */
export function isFixedBefore({ partition, service, region }: ArnParts, field: 'region' | 'account'): boolean {
  const before = field === 'region' ? [partition, service] : [partition, service, region];
  return before.every((tokens) => tokens.every((token) => token.kind !== 'star'));
}

/** Services of ARNs that no action is of (the ARN formats of AWS's reference, 2026-09). */
const ARN_SERVICES: ReadonlySet<string> = new Set(['catalog', 'elastic-inference', 'route53-recovery-control']);

/** Whether a service has ARNs, by its name as they spell it: in lower case. What another tool fills in may be one. */
export function isArnService(name: string, catalog: Catalog): boolean {
  if (/[*?]/.test(name) || isPlaceholder(name) || ARN_SERVICES.has(name)) return true;
  return name === name.toLowerCase() && catalog.service(name) !== undefined;
}

/** What another tool fills in, or an author left to be filled in. */
export function isPlaceholder(text: string): boolean {
  return /[<>{}%@#_[\]]/.test(text);
}

/**
 * The edits that give some fields of an ARN other texts, in `Fn::Sub` notation. A literal becomes an `Fn::Sub` where one of the texts needs that; empty for a
 * text that other functions put together.
 */
export function writeFields(value: Value, fields: ArnTexts, context: StatementContext): readonly Edit[] {
  const source = context.sourceOf(value.text.node.outer);
  const written = literalText(value.text);
  const needsSub = Object.values(fields).some((text) => text.includes('${'));
  if (needsSub && value.text.form !== 'sub') {
    if (written === undefined) return [];
    const newValue: NewValue = { kind: 'sub', text: setFields(escapeSub(written), fields) };
    return replaceValue(source, value, newValue);
  }
  return rewriteText(source, value.text, (text) => setFields(text, fields));
}

/** The fields of an ARN that are written out: neither empty nor a wildcard nor a symbol. */
export function writtenFields(text: Text, { catalog }: StatementContext): ArnTexts {
  const { parts } = arnPattern(catalog, text);
  const found: Partial<Record<ArnField, string>> = {};
  for (const field of ['partition', 'region', 'account'] as const) {
    const written = parts === undefined ? undefined : fieldText(parts[field]);
    if (written !== undefined && written !== '' && !/[*?]/.test(written)) found[field] = written;
  }
  return found;
}

/** Whether an ARN leaves its Region and account empty where a wider one does, which therefore is not about any other. */
export function sharesEmptyFields(text: Text, arn: string, { catalog }: StatementContext): boolean {
  const { parts } = arnPattern(catalog, text);
  const pieces = splitFields(arn);
  return (
    parts === undefined || (['region', 'account'] as const).every((field) => parts[field].length > 0 || pieces[ARN_FIELDS[field]] === '')
  );
}

/** The text of an ARN with other fields. Colons between braces belong to a name. */
export function setFields(text: string, fields: ArnTexts): string {
  const pieces = splitFields(text);
  for (const [field, index] of Object.entries(ARN_FIELDS)) {
    const replacement = isField(field) ? fields[field] : undefined;
    if (replacement !== undefined && pieces.length > index) pieces[index] = replacement;
  }
  return pieces.join(':');
}

function isField(name: string): name is ArnField {
  return Object.hasOwn(ARN_FIELDS, name);
}

function splitFields(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length && pieces.length < 5; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    else if (text[at] === ':' && depth <= 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...pieces, text.slice(start)];
}
