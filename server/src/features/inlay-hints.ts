import { countActions, matchAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, Policy, Value } from '../policy/model.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import { literalText } from '../template/text.ts';
import type { InlayHint } from './answers.ts';
import { countOf } from './markdown.ts';
import { shortLevels } from './short-names.ts';

/** More wildcards than this in one list crowd it. */
const MOST_WILDCARDS = 6;

/** How many actions each wildcard of a stretch of the document matches, and of which access levels: `63 actions: 20 read, 31 list, 12 write`. */
export function findInlayHints(
  catalog: KernelCatalog,
  policies: readonly Policy[],
  source: Source,
  within: OffsetRange,
): readonly InlayHint[] {
  return policies.flatMap(({ statements }) =>
    statements
      .filter(({ range }) => source.layout.has(range.unit) && overlaps(toOffsets(source, range), within))
      .flatMap(({ action, notAction }) => [action, notAction].flatMap((element) => hintsOf(catalog, element, source, within))),
  );
}

function hintsOf(catalog: KernelCatalog, element: Element | undefined, source: Source, within: OffsetRange): readonly InlayHint[] {
  const wildcards = element?.values.flatMap((value) => wildcardOf(value) ?? []) ?? [];
  const isLong = wildcards.length > MOST_WILDCARDS;
  return wildcards.flatMap(({ value, pattern }): readonly InlayHint[] => {
    const { range } = value.node;
    if (!source.layout.has(range.unit)) return [];
    const { start, end } = toOffsets(source, range);
    if (!overlaps({ start, end }, within)) return [];
    const written = derive(catalog, value.text, 'hint', () => describe(catalog, pattern));
    if (written === undefined) return [];
    const rest = restOfLine(source.text, end);
    const offset = end + (rest ?? 0);
    return [{ offset, ...written, crowded: isLong || rest === undefined }];
  });
}

/** VS Code cuts a hint here (`editor.inlayHints.maximumLength`, 1.100). */
const MOST_CHARACTERS = 43;

/** The levels that let most be done, as many as there is place for; the tooltip has all. `undefined` for what matches nothing. */
function describe(catalog: KernelCatalog, pattern: string): Pick<InlayHint, 'text' | 'tooltip'> | undefined {
  const matched = matchAction(catalog, pattern);
  const count = countActions(matched);
  if (count === 0) return undefined;
  const [actions, levels] = [countOf(count, 'action'), shortLevels(catalog, matched)];
  const all = `${actions}${levels.length === 0 ? '' : `: ${levels.join(', ')}`}`;
  const tooltip = `${all}. It also matches what AWS adds later.`;
  let text = all;
  for (let left = 1; text.length > MOST_CHARACTERS && left < levels.length; left++)
    text = `${actions}: …, ${levels.slice(left).join(', ')}`;
  return { text, tooltip };
}

function wildcardOf(value: Value): { readonly value: Value; readonly pattern: string } | undefined {
  const pattern = literalText(value.text);
  return pattern !== undefined && /[*?]/.test(pattern) ? { value, pattern } : undefined;
}

/** How many characters of punctuation are left on the line: a hint stands behind them. `undefined` where there is more than that, but for a comment. */
function restOfLine(text: string, offset: number): number | undefined {
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(offset, offset + 200)) ?? [];
  return /^[,\]}]*(?=\s*(?:#.*)?$)/.exec(rest)?.[0].length;
}

function overlaps(left: OffsetRange, right: OffsetRange): boolean {
  return left.start <= right.end && right.start <= left.end;
}
