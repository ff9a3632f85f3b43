/** Examples of rules, printed in every place where such a policy can stand. */
import { parse as parseYaml } from 'yaml';
import type { Example, Rule } from '../../server/src/lint/rule.ts';
import type { Node } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import type { Host, HostKind } from './host-templates.ts';
import { hostsOf } from './host-templates.ts';
import { tryTemplate } from './template.ts';

export interface HostedExample {
  readonly host: string;
  readonly uri: string;
  readonly text: string;
  /** Where the finding must be; absent where none is marked. */
  readonly mark?: { readonly start: number; readonly end: number };
}

const DOCUMENT = "Version: '2012-10-17'\nStatement:\n  - @\n";

/**
 * The example in every host that the rule's dialects, its own kind and its form admit. A loose file is one of them where its shape shows that
 * kind.
 */
export function hostExample(rule: Rule, example: Example): readonly HostedExample[] {
  const form = example.form ?? 'statement';
  if (form === 'template') return [{ host: 'template', uri: 'file:///w/template.yaml', ...readMark(example.code) }];
  const kind = kindOf(rule, example);
  return hostsOf(kind, serviceOf(example.code))
    .filter((host) => host.forms.includes(form) && (rule.dialects?.includes(host.dialect) ?? true))
    .filter((host) => host.dialect !== 'policy' || isPlain(example))
    .flatMap((host) => {
      const yaml = inYaml(host, example, form);
      if (host.json !== true) return [{ host: host.name, uri: host.uri, ...readMark(yaml) }];
      const json = toJson(yaml, host.uri);
      if (json === undefined || (host.dialect === 'policy' && kind !== 'identity' && !showsKind(json.text, kind))) return [];
      return [{ host: host.name, uri: host.uri, ...json }];
    });
}

/** Of the hosts of an example one, which differs from one `number` to the next; all of them in `--mode long`. For tests that take long. */
export function oneHost(hosted: readonly HostedExample[], number: number): readonly HostedExample[] {
  if (process.env.MODE === 'long') return hosted;
  return hosted.filter((_, place) => place === number % hosted.length);
}

function kindOf(rule: Rule, example: Example): HostKind {
  const kind = example.kind ?? rule.kinds?.[0] ?? 'identity';
  return kind === 'unknown' ? 'identity' : kind;
}

/** The service prefix of the first action. */
function serviceOf(code: string): string | undefined {
  return /\bAction:[^\w]*([\w-]+):[\w*]/i.exec(code.replace(/[«»]/g, ''))?.[1];
}

function showsKind(text: string, kind: HostKind): boolean {
  return tryTemplate(text)?.policies.every((policy) => policy.kind === kind) ?? false;
}

function isPlain(example: Example): boolean {
  return example.resources === undefined && !/!\w/.test(example.code);
}

function inYaml(host: Host, example: Example, form: string): string {
  const wrapped = form === 'statement' && host.forms.includes('document') ? insert(DOCUMENT, '@', example.code) : example.code;
  return insert(insert(host.template, '@', wrapped), '%', example.resources ?? '');
}

/** Puts `code` in place of the marker, its further lines indented as the marker is. */
function insert(template: string, marker: string, code: string): string {
  return template
    .split('\n')
    .flatMap((line) => {
      const column = line.indexOf(marker);
      if (column < 0 || !/^[\s-]*$/.test(line.slice(0, column))) return [line];
      if (code === '') return [];
      const indent = ' '.repeat(column);
      return code
        .trimEnd()
        .split('\n')
        .map((inner, i) => (i === 0 ? `${line.slice(0, column)}${inner}` : `${indent}${inner}`));
    })
    .join('\n');
}

function readMark(marked: string): { readonly text: string; readonly mark?: { readonly start: number; readonly end: number } } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»');
  const text = marked.replace(/[«»]/g, '');
  return start < 0 ? { text } : { text, mark: { start, end: end - 1 } };
}

/** The YAML as JSON, intrinsics in their long form; `undefined` where it is no YAML, or the mark is no node of it. */
function toJson(yaml: string, uri: string): Omit<HostedExample, 'host' | 'uri'> | undefined {
  const { text, mark } = readMark(yaml);
  const { source, tree, problems } = parseDocument(uri, text, 'yaml');
  if (tree === undefined || problems.length > 0) return undefined;
  const printed = { text: '', mark: undefined as HostedExample['mark'] };
  const isMarked = (range: Node['range']): boolean => {
    const offsets = toOffsets(source, range);
    return mark !== undefined && offsets.start === mark.start && offsets.end === mark.end;
  };
  print(tree, '', isMarked, printed);
  if (mark !== undefined && printed.mark === undefined) return undefined;
  return { text: printed.text, ...(printed.mark === undefined ? {} : { mark: printed.mark }) };
}

function print(
  node: Node,
  indent: string,
  isMarked: (range: Node['range']) => boolean,
  out: { text: string; mark: HostedExample['mark'] },
): void {
  const start = out.text.length;
  const inner = `${indent}  `;
  const children = (open: string, close: string, count: number, each: (index: number) => void): void => {
    out.text += open;
    for (let i = 0; i < count; i++) {
      out.text += `${i === 0 ? '' : ','}\n${inner}`;
      each(i);
    }
    out.text += count === 0 ? close : `\n${indent}${close}`;
  };
  const tag = node.tag === undefined ? undefined : node.tag === '!Ref' ? 'Ref' : `Fn::${node.tag.slice(1)}`;
  if (tag !== undefined) out.text += `{ ${JSON.stringify(tag)}: `;
  if (node.kind === 'scalar') {
    const attribute = tag === 'Fn::GetAtt' ? node.value.split(/\.(.*)/s).slice(0, 2) : undefined;
    out.text +=
      attribute !== undefined
        ? JSON.stringify(attribute)
        : node.type === 'string'
          ? JSON.stringify(node.value)
          : JSON.stringify(parseYaml(node.value || 'null'));
  } else if (node.kind === 'sequence') {
    children('[', ']', node.items.length, (i) => {
      const item = node.items[i];
      if (item !== undefined) print(item, inner, isMarked, out);
    });
  } else {
    children('{', '}', node.pairs.length, (i) => {
      const pair = node.pairs[i];
      if (pair === undefined) return;
      print(pair.key, inner, isMarked, out);
      out.text += ': ';
      print(pair.value, inner, isMarked, out);
    });
  }
  if (tag !== undefined) out.text += ' }';
  if (isMarked(node.outer)) out.mark = { start, end: out.text.length };
}
