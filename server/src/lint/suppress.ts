import { findLineStart } from '../syntax/indentation.ts';
import type { Node, OffsetRange, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';

export interface Suppressions {
  /** Those findings that no author has silenced, by a comment or by a resource's metadata; `start` is where their unit starts. */
  filter<F extends Silenceable>(source: Source, start: number, findings: readonly F[]): readonly F[];
}

interface Silenceable {
  readonly rule: { readonly id: string };
  readonly range: Range;
}

interface Suppression extends OffsetRange {
  readonly rules: ReadonlySet<string>;
}

const WORD = 'leastwise-ignore';

/** `# leastwise-ignore wildcard-action, wildcard-resource: the reason`; in JSON with comments the same after two slashes. */
const COMMENT = /(?:#|\/\/)[ \t]*leastwise-ignore[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)[ \t]*(?::[^\r\n]*)?/g;

/**
 * What is silenced in a template: a comment covers the node that starts on its own line, or on the next line where the comment
 * stands alone; `Metadata: { leastwise: { ignore: [{ rule, reason }] } }` covers its resource.
 */
export function createSuppressions(template: Template): Suppressions {
  const byUri = new Map<string, readonly Suppression[]>();
  for (const [uri, source] of template.sources) {
    if (source.text.includes(WORD)) byUri.set(uri, findComments(source, template.trees.get(uri)));
  }
  for (const [uri, found] of findMetadata(template)) byUri.set(uri, [...(byUri.get(uri) ?? []), ...found]);
  return {
    filter(source, start, findings) {
      const all = byUri.get(source.uri);
      const first = findings[0];
      const last = findings[findings.length - 1];
      if (all === undefined || first === undefined || last === undefined) return findings;
      const near = all.filter((silenced) => silenced.start <= start + last.range.start && start + first.range.start <= silenced.end);
      if (near.length === 0) return findings;
      return findings.filter(({ rule, range }) => {
        const at = start + range.start;
        return !near.some((silenced) => silenced.start <= at && at <= silenced.end && silenced.rules.has(rule.id));
      });
    },
  };
}

function findComments(source: Source, tree: Node | undefined): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const { at, rules } of findMarks(source.text)) {
    const lineStart = findLineStart(source.text, at);
    const alone = source.text.slice(lineStart, at).trim() === '';
    const lineEnd = source.text.indexOf('\n', at);
    const line = alone ? nextLine(source.text, lineEnd) : { start: lineStart, end: at };
    const node = tree === undefined || line === undefined ? undefined : findNodeStartingIn(source, tree, line, at);
    if (node !== undefined) found.push({ ...node, rules });
  }
  return found;
}

interface Mark {
  /** Where the comment starts. */
  readonly at: number;
  readonly rules: ReadonlySet<string>;
}

/** Line by line where the word stands: a long text is not searched by the pattern. */
function findMarks(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = text.indexOf(WORD); at >= 0; ) {
    const start = findLineStart(text, at);
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    for (const match of text.slice(start, end).matchAll(COMMENT)) {
      marks.push({ at: start + match.index, rules: new Set((match[1] ?? '').split(',').map((rule) => rule.trim())) });
    }
    at = text.indexOf(WORD, end);
  }
  return marks;
}

/** The next line that holds more than a comment; `undefined` at the end of the text. */
function nextLine(text: string, lineEnd: number): OffsetRange | undefined {
  let start = lineEnd;
  while (start >= 0) {
    const end = text.indexOf('\n', start + 1);
    const line = text.slice(start + 1, end < 0 ? text.length : end).trim();
    if (line !== '' && !line.startsWith('#') && !line.startsWith('//')) return { start: start + 1, end: end < 0 ? text.length : end };
    start = end;
  }
  return undefined;
}

/** The outermost pair or item that starts on the line, `undefined` too where `comment` lies inside a string. */
function findNodeStartingIn(source: Source, tree: Node, line: OffsetRange, comment: number): OffsetRange | undefined {
  let found: OffsetRange | undefined;
  const visit = (node: Node, range: Range): boolean => {
    const { start, end } = toOffsets(source, range);
    if (node.kind === 'scalar' && start < comment && comment < end) return false;
    if (found === undefined && start >= line.start && start <= line.end && node !== tree) found = { start, end };
    if (end < Math.min(comment, line.start) || start > Math.max(comment, line.end)) return true;
    if (node.kind === 'mapping') return node.pairs.every((pair) => pair.merged === true || visit(pair.value, pair.range));
    return node.kind === 'scalar' || node.items.every((item) => visit(item, item.outer));
  };
  return visit(tree, tree.outer) ? found : undefined;
}

function findMetadata(template: Template): ReadonlyMap<string, readonly Suppression[]> {
  const found = new Map<string, Suppression[]>();
  for (const resource of template.scope.resources.values()) {
    const list = findValue(resource.node, 'Metadata', 'leastwise', 'ignore');
    if (resource.node === undefined || list?.kind !== 'sequence') continue;
    const rules = new Set<string>();
    for (const item of list.items) {
      const rule = findPair(item, 'rule')?.value;
      if (rule?.kind === 'scalar') rules.add(rule.value);
    }
    const uri = resource.node.range.unit.uri;
    const source = template.sources.get(uri);
    if (source !== undefined) found.set(uri, [...(found.get(uri) ?? []), { ...toOffsets(source, resource.node.range), rules }]);
  }
  return found;
}
