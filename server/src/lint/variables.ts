import type { Edit } from '../edit/edit.ts';
import { findSubText } from '../edit/new-values.ts';
import { replaceScalarText } from '../edit/scalars.ts';
import type { Policy, Statement, Value } from '../policy/model.ts';
import { valuesOf } from '../policy/worlds.ts';
import type { Source } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Text } from '../template/text.ts';
import { literalText } from '../template/text.ts';

/** A `${…}` that stands in a text as it is: no `Fn::Sub` and no variable of Serverless has taken it. */
export interface WrittenVariable {
  /** What stands between the braces, with its blanks; of an unclosed one all that follows. */
  readonly content: string;
  readonly closed: boolean;
}

/**
 * `policy`: a variable of IAM (`aws:username`, `s3:prefix`) or one of its escapes (`*`, `?`, `$`); `pseudo`: a pseudo parameter of CloudFormation;
 * `name`: what could be a logical id, a parameter or an attribute; `other`: whatever another tool may fill in.
 */
export type VariableKind = 'policy' | 'pseudo' | 'name' | 'empty' | 'other';

/** The `${…}` in the literal parts of a text, in order. One that is open where a symbol follows may be closed behind it, and is left out. */
export function findWrittenVariables(text: Text): readonly WrittenVariable[] {
  if (!mayHoldVariables(text)) return NO_VARIABLES;
  const found: WrittenVariable[] = [];
  for (const [i, part] of text.parts.entries()) {
    if (part.kind !== 'literal') continue;
    let end = 0;
    for (let open = part.text.indexOf('${'); open >= 0; open = part.text.indexOf('${', end)) {
      const close = part.text.indexOf('}', open);
      if (close < 0) {
        if (i === text.parts.length - 1) found.push({ content: part.text.slice(open + 2), closed: false });
        break;
      }
      found.push({ content: part.text.slice(open + 2, close), closed: true });
      end = close + 1;
    }
  }
  return found;
}

const NO_VARIABLES: readonly WrittenVariable[] = [];

function mayHoldVariables({ parts }: Text): boolean {
  for (const part of parts) if (part.kind === 'literal' && part.text.includes('${')) return true;
  return false;
}

/** What the content of a `${…}` is meant for, by its form alone. */
export function variableKind(content: string): VariableKind {
  const trimmed = content.trim();
  if (trimmed === '') return 'empty';
  if (/^AWS::[A-Za-z]+$/.test(trimmed)) return 'pseudo';
  if (/^[*?$]$/.test(trimmed) || /^[A-Za-z0-9][\w.-]*\s*:(?!:)\s*[A-Za-z]/.test(trimmed)) return 'policy';
  return /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9.]+)?$/.test(trimmed) ? 'name' : 'other';
}

/** The key of a policy variable, without its default value: `aws:PrincipalTag/team` of `aws:PrincipalTag/team, 'none'`. */
export function variableKey(content: string): string {
  return content.split(',')[0]?.trim() ?? '';
}

/** Whether a text holds a policy variable of a key; `${*}` and the like are not counted. */
export function holdsPolicyVariable(text: Text): boolean {
  return findWrittenVariables(text).some(({ content, closed }) => closed && variableKind(content) === 'policy' && content.includes(':'));
}

/** The values of a statement in which IAM reads variables: those of its resources and conditions. */
export function* variableValues(statement: Statement): Iterable<Value> {
  yield* statement.resource?.values ?? [];
  yield* statement.notResource?.values ?? [];
  for (const entry of statement.condition?.entries ?? []) yield* entry.values;
}

/** Every value of a statement, of its `Sid` too. */
export function allValues(statement: Statement): readonly Value[] {
  return [...(statement.sid?.values ?? []), ...valuesOf(statement)];
}

/** Whether a `${…}` may be written in some value of a statement. */
export function holdsVariables(statement: Statement): boolean {
  return allValues(statement).some(({ text }) => mayHoldVariables(text));
}

/** The values of every statement in which IAM reads variables and one is written, in order. */
export function findVariableValues(policy: Policy): readonly Value[] {
  return policy.statements.flatMap((statement) => [...variableValues(statement)].filter(({ text }) => holdsPolicyVariable(text)));
}

/** Whether a value of the policy may hold a variable once it is deployed: `${` is written there, or a symbol may bring it. */
export function mayHoldVariable(policy: Policy): boolean {
  return policy.statements.some((statement) =>
    [...variableValues(statement)].some(({ text }) =>
      text.parts
        .map((part) => (part.kind === 'literal' ? part.text : ' '))
        .join('')
        .includes('${'),
    ),
  );
}

/**
 * Which version of the policy language a policy is read in: Serverless writes 2012-10-17 itself around statements without a wrapper, an absent
 * Version means 2008-10-17 (`semantics.md` 5), `unknown` where a symbol decides.
 */
export function languageVersion(policy: Policy): '2012' | '2008' | 'absent' | 'unknown' {
  const { version, source } = policy;
  if (version === undefined) {
    if (source.kind === 'statements' && source.owner.name !== '') return '2012';
    return policy.node === undefined || !policy.complete || source.kind === 'permission' ? 'unknown' : 'absent';
  }
  const [value, ...others] = version.values;
  const written = value === undefined || others.length > 0 ? undefined : literalText(value.text);
  return written === '2012-10-17' ? '2012' : written === '2008-10-17' ? '2008' : 'unknown';
}

/** Whether a policy variable of the text is plain text, for want of a Version. */
export function isPlainVariable(text: Text, policy: Policy): boolean {
  if (!holdsPolicyVariable(text)) return false;
  const language = languageVersion(policy);
  return language === 'absent' || language === '2008';
}

/**
 * A text with what is written in it changed: its scalar, or that of its `Fn::Sub`, where `${!x}` stands for a policy variable. Empty for a text that is put
 * together by other functions.
 */
export function rewriteText(source: Source, { node }: Text, rewrite: (written: string) => string): readonly Edit[] {
  const scalar = findSubText(node)?.scalar ?? (node.kind === 'scalar' && findIntrinsic(node) === undefined ? node : undefined);
  if (scalar === undefined) return [];
  const after = rewrite(scalar.value);
  return after === scalar.value ? [] : replaceScalarText(source, scalar, after);
}

/** The written text with another content between the braces of its variables of this content, whatever notation they stand in. */
export function replaceContent(written: string, content: string, replacement: string): string {
  return written.replaceAll(`\${${content}}`, () => `\${${replacement}}`).replaceAll(`\${!${content}}`, () => `\${!${replacement}}`);
}
