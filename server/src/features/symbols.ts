import type { Principal } from '../grants/model.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import type { OffsetRange, Range } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import { readText } from '../template/intrinsics.ts';
import type { PolicySource, Template } from '../template/template.ts';
import { literalText, renderText } from '../template/text.ts';
import type { OutlineSymbol, SymbolIcon } from './answers.ts';
import { shortResource } from './short-names.ts';
import { titleOf } from './statement-title.ts';

interface Outlined {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  readonly policies: readonly Policy[];
  readonly principals: readonly Principal[];
  readonly source: Source;
}

/**
 * The outline of what a document is about here: its functions, roles and policies with their statements, in the order of the text. What holds no policy is
 * left to the outline of the language.
 */
export function findSymbols(outlined: Outlined): readonly OutlineSymbol[] {
  const { template, principals, source } = outlined;
  const entries = new Map<number, Entry>();
  const open = (range: Range, name: string, detail: string, icon: SymbolIcon): Entry | undefined => {
    if (!source.layout.has(range.unit)) return undefined;
    const selection = toOffsets(source, range);
    const known = entries.get(selection.start);
    if (known !== undefined) return known;
    const entry: Entry = { name, detail, icon, selection, children: [] };
    entries.set(selection.start, entry);
    return entry;
  };
  for (const { kind, generated, logicalId, function: name, type, range } of principals)
    if (!generated) open(range, name ?? logicalId, type, kind);
  const bySource = new Map(outlined.policies.map((policy) => [policy.source, policy]));
  const loose: OutlineSymbol[] = [];
  for (const policy of template.policies) {
    const symbols = symbolsOf(outlined, policy, bySource.get(policy));
    const { name, type, range } = policy.owner;
    if (name === '') loose.push(...symbols);
    else if (symbols.length > 0) open(range, name, type, iconOf(type))?.children.push(...symbols);
  }
  const ends = findEnds(template, source);
  const found = [...entries.values()].map((entry) => close(entry, ends.get(entry.selection.start) ?? 0));
  return [...found, ...loose].sort((a, b) => a.range.start - b.range.start);
}

interface Entry {
  readonly name: string;
  readonly detail: string;
  readonly icon: SymbolIcon;
  readonly selection: OffsetRange;
  readonly children: OutlineSymbol[];
}

/** From its key to the end of all that is written below it. */
function close({ name, detail, icon, selection, children }: Entry, end: number): OutlineSymbol {
  const inside = children.filter(({ range }) => range.start >= selection.start);
  const range = { start: selection.start, end: Math.max(selection.end, end, ...inside.map((child) => child.range.end)) };
  return { name, detail, icon, range, selection, children: inside };
}

/** Where the entries of resources and functions end, by where their keys start. */
function findEnds({ scope }: Template, source: Source): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const { key, node } of scope.resources.values()) {
    if (key === undefined || node === undefined || !source.layout.has(key.range.unit) || !source.layout.has(node.outer.unit)) continue;
    ends.set(toOffsets(source, key.range).start, toOffsets(source, node.outer).end);
  }
  return ends;
}

function iconOf(type: string): SymbolIcon {
  if (/::Function$/.test(type)) return 'function';
  if (/::StateMachine$/.test(type)) return 'state-machine';
  return type === 'AWS::IAM::Role' ? 'role' : 'policy';
}

function symbolsOf(outlined: Outlined, source: PolicySource, policy: Policy | undefined): readonly OutlineSymbol[] {
  const { catalog, template } = outlined;
  if (policy !== undefined) {
    return policy.statements.flatMap((statement) => {
      const [sid] = statement.sid?.values ?? [];
      const detail = sid === undefined ? undefined : literalText(sid.text);
      return symbolAt(outlined.source, statement.range, titleOf(catalog, statement), 'statement', detail);
    });
  }
  if (source.kind === 'managed')
    return symbolAt(
      outlined.source,
      source.node.outer,
      shortResource(renderText(readText(source.node, template))),
      'attached',
      'managed policy',
    );
  if (source.kind === 'policy-template')
    return symbolAt(outlined.source, source.node.outer, source.name.value, 'attached', 'policy template');
  return [];
}

function symbolAt(source: Source, range: Range, name: string, icon: SymbolIcon, detail: string | undefined): readonly OutlineSymbol[] {
  if (!source.layout.has(range.unit)) return [];
  const place = toOffsets(source, range);
  return [{ name, icon, range: place, selection: place, children: [], ...(detail === undefined || detail === '' ? {} : { detail }) }];
}
