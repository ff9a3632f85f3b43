import { findLineStart } from '../syntax/indentation.ts';
import type { Node, OffsetRange, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';

export interface Suppressions {
  /** Whether an author has silenced `rule` at `range`, by a comment or by a resource's metadata. */
  covers(rule: string, range: Range): boolean;
}

interface Suppression extends OffsetRange {
  readonly rules: ReadonlySet<string>;
}

/** `# leastwise-ignore wildcard-action, wildcard-resource: the reason`; in JSON with comments the same after two slashes. */
const COMMENT = /(?:#|\/\/)[ \t]*leastwise-ignore[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)[ \t]*(?::[^\r\n]*)?/g;

/**
 * What is silenced in a template: a comment covers the node that starts on its own line, or on the next line where the comment
 * stands alone; `Metadata: { leastwise: { ignore: [{ rule, reason }] } }` covers its resource.
 */
export function createSuppressions(template: Template): Suppressions {
  const byUri = new Map<string, readonly Suppression[]>();
  for (const [uri, source] of template.sources) {
    if (source.text.includes('leastwise-ignore')) byUri.set(uri, findComments(source, template.trees.get(uri)));
  }
  const resources = findMetadata(template);
  return {
    covers(rule, range) {
      const source = template.sources.get(range.unit.uri);
      if (source === undefined) return false;
      const { start } = toOffsets(source, range);
      const here = (suppression: Suppression): boolean =>
        suppression.start <= start && start <= suppression.end && suppression.rules.has(rule);
      return (byUri.get(source.uri)?.some(here) ?? false) || (resources.get(source.uri)?.some(here) ?? false);
    },
  };
}

function findComments(source: Source, tree: Node | undefined): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const match of source.text.matchAll(COMMENT)) {
    const lineStart = findLineStart(source.text, match.index);
    const alone = source.text.slice(lineStart, match.index).trim() === '';
    const lineEnd = source.text.indexOf('\n', match.index);
    const line = alone ? nextLine(source.text, lineEnd) : { start: lineStart, end: match.index };
    const node = tree === undefined || line === undefined ? undefined : findNodeStartingIn(source, tree, line, match.index);
    if (node === undefined) continue;
    found.push({ ...node, rules: new Set((match[1] ?? '').split(',').map((rule) => rule.trim())) });
  }
  return found;
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
