import { lowerPolicies } from '../../server/src/policy/lower.ts';
import type { Element, Policy, Statement, Value } from '../../server/src/policy/model.ts';
import type { Node } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Language, Parsed } from '../../server/src/syntax/source.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import type { FileSnapshot, Files } from '../../server/src/template/files.ts';
import { lowerTemplate } from '../../server/src/template/lower-template.ts';
import type { PolicySource, Template } from '../../server/src/template/template.ts';
import type { Branch, TextPart } from '../../server/src/template/text.ts';
import { renderText } from '../../server/src/template/text.ts';
import { loadCatalogForTests } from './catalog.ts';
import type { Mark } from './marked-source.ts';
import { drawFindings } from './marked-source.ts';

export interface ReadOptions {
  /** `file:///workspace/template.yaml` if absent; a text that starts with `{` or `[` is JSON. */
  readonly uri?: string;
  readonly language?: Language;
  /** Texts of other files by path below `/workspace`, or another answer. */
  readonly files?: Readonly<Record<string, string | FileSnapshot>>;
}

export interface ReadTemplate {
  readonly parsed: Parsed;
  readonly template: Template;
  readonly policies: readonly Policy[];
  readonly reads: readonly string[];
  readonly wanted: readonly string[];
}

/** Parses and lowers a text with the real catalogue. Throws where the text is none of ours: a test that wants that asks `tryTemplate`. */
export function readTemplate(text: string, options: ReadOptions = {}): ReadTemplate {
  const read = tryTemplate(text, options);
  if (read === undefined) throw new Error('this text is no template and no policy');
  return read;
}

/** As `readTemplate`, `undefined` for a document that is none of ours. */
export function tryTemplate(text: string, { uri, language, files = {} }: ReadOptions = {}): ReadTemplate | undefined {
  const written = language ?? (/^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml');
  const parsed = parseDocument(uri ?? `file:///workspace/template.${written}`, text, written);
  const lowered = lowerTemplate(parsed, { catalog: loadCatalogForTests(), files: snapshot(files), parse: parseDocument });
  if (lowered === undefined) return undefined;
  return { parsed, ...lowered, policies: lowerPolicies(lowered.template) };
}

/** Files below `/workspace`; any other path is outside of it. */
export function snapshot(files: Readonly<Record<string, string | FileSnapshot>>): Files {
  return {
    read(uri) {
      const path = /^file:\/\/\/workspace\/(.*)$/.exec(uri)?.[1];
      if (path === undefined) return { kind: 'outside' };
      const file = files[path];
      if (file === undefined) return { kind: 'missing' };
      return typeof file === 'string' ? { kind: 'text', text: file, version: '1' } : file;
    },
  };
}

/** Every policy source, one a line: `identity Fn (document) 2 statements when Prod`, and what a managed policy or a policy template is called. */
export function drawSources({ template, policies }: ReadTemplate): string {
  return template.policies
    .map((source) =>
      drawSource(
        source,
        policies.find((policy) => policy.source === source),
      ),
    )
    .join('\n');
}

function drawSource(source: PolicySource, policy: Policy | undefined): string {
  const owner = source.owner.name === '' ? '' : ` ${source.owner.name}`;
  const head = `${policy?.kind ?? source.policyKind}${owner} (${source.kind})`;
  const count = policy === undefined ? '' : ` ${policy.statements.length} ${policy.statements.length === 1 ? 'statement' : 'statements'}`;
  const name = source.kind === 'policy-template' ? ` ${source.name.value}` : '';
  return `${head}${name}${count}${policy?.complete === false ? ' incomplete' : ''}${drawWhen(source.when)}`;
}

/** Every statement of every policy: `Allow Action s3:Get* Resource ${Bucket.Arn}/*`, branches as `[Prod]` and `[!Prod]`, `…` for incomplete. */
export function drawStatements({ policies }: ReadTemplate): string {
  return policies.flatMap((policy) => policy.statements.map(drawStatement)).join('\n');
}

function drawStatement(statement: Statement): string {
  const words = [drawElement('', statement.effect, statement), drawElement('Sid', statement.sid, statement)];
  for (const [name, element] of [
    ['Action', statement.action],
    ['NotAction', statement.notAction],
    ['Resource', statement.resource],
    ['NotResource', statement.notResource],
  ] as const) {
    words.push(drawElement(name, element, statement));
  }
  for (const [name, principal] of [
    ['Principal', statement.principal],
    ['NotPrincipal', statement.notPrincipal],
  ] as const) {
    for (const group of principal?.groups ?? []) words.push(`${name} ${group.type}=${drawValues(group.values, statement)}`);
    if (principal?.complete === false) words.push('…');
  }
  for (const { operator, key, values } of statement.condition?.entries ?? []) {
    words.push(`If ${operator.value} ${key.value}=${drawValues(values, statement)}`);
  }
  if (statement.condition?.complete === false) words.push('…');
  for (const pair of statement.unknown) words.push(`unknown ${pair.key.value}`);
  if (!statement.complete) words.push('incomplete');
  return words.filter((word) => word !== '').join(' ') + drawWhen(statement.when);
}

/** The parts of every action and resource of the main document, drawn under their source: a literal by its text, a symbol by kind and key. */
export function drawParts({ template, policies }: ReadTemplate): string {
  const marks: Mark[] = [];
  for (const statement of policies.flatMap((policy) => policy.statements)) {
    for (const element of [statement.action, statement.notAction, statement.resource, statement.notResource]) {
      for (const { text } of element?.values ?? []) marks.push(...text.parts.map((part) => markPart(part, template)));
    }
  }
  return drawFindings(template.source.text, marks);
}

function markPart(part: TextPart, template: Template): Mark {
  const message = part.kind === 'literal' ? part.text : `${part.symbol.kind} ${part.symbol.key}`;
  return { ...toOffsets(template.source, part.range), message };
}

function drawElement(name: string, element: Element | undefined, statement: Statement): string {
  if (element === undefined) return '';
  const values = drawValues(element.values, statement);
  return `${name === '' ? '' : `${name} `}${values}${element.complete ? '' : ' …'}`;
}

/** Branches of a value beyond those that its statement is in. */
function drawValues(values: readonly Value[], statement: Statement): string {
  return values.map(({ text, when }) => `${renderText(text)}${drawWhen(when.slice(statement.when.length))}`).join(', ');
}

function drawWhen(when: readonly Branch[]): string {
  return when.length === 0 ? '' : ` [${when.map(({ condition, is }) => (is ? condition : `!${condition}`)).join(' ')}]`;
}

/** The nodes of a tree, itself included, each once. */
export function nodesOf(node: Node): readonly Node[] {
  if (node.kind === 'scalar') return [node];
  const inner = node.kind === 'sequence' ? node.items : node.pairs.flatMap((pair) => [pair.key, pair.value]);
  return [node, ...inner.flatMap(nodesOf)];
}
