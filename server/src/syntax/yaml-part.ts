import type { CST } from 'yaml';
import type { Anchor, Frame } from './chunk.ts';
import { applyPatches } from './patch.ts';
import { readPlainLines } from './plain-lines.ts';
import type { RawMapping, RawNode, RawProblem, RawSequence } from './raw.ts';
import { restoreProblem } from './yaml.ts';
import type { Reading } from './yaml-reading.ts';
import { findErrors, readText } from './yaml-reading.ts';
import { repairYaml } from './yaml-repair.ts';
import { restore } from './yaml-restore.ts';
import type { AnchorTarget } from './yaml-tree.ts';
import { copyDocument } from './yaml-tree.ts';

/** A part of a document as it was read on its own; offsets are those of its text. */
export interface YamlPart {
  readonly root: RawMapping | RawSequence;
  readonly problems: readonly RawProblem[];
  readonly anchors: ReadonlyMap<string, AnchorTarget>;
  /** The anchors that it asked for from outside. */
  readonly needs: ReadonlyMap<string, Anchor | undefined>;
  readonly doubtful: boolean;
  readonly unclosed: boolean;
  readonly unmended: boolean;
}

/**
 * Reads whole lines that hold entries or items of a frame as they are read inside of their document; `undefined` where these lines
 * alone do not tell how they are read. A last entry is written behind them: where it is read as the next one of the same block,
 * whatever is broken in the lines before it ends there, for YAML is read from left to right.
 */
export function parseYamlPart(lines: string, frame: Frame, anchors: ReadonlyMap<string, Anchor>): YamlPart | undefined {
  const root = readPlainLines(lines, frame);
  return root === undefined ? readByLibrary(lines, frame, anchors) : { root, ...PLAIN };
}

/** The same through the library alone. */
export function readByLibrary(lines: string, frame: Frame, anchors: ReadonlyMap<string, Anchor>): YamlPart | undefined {
  // A text that does not end in a line break is the end of the document: nothing stands behind it.
  const last = lines.endsWith('\n') ? lastOf(frame) : '';
  const part: Part = { lines, frame, anchors, text: lines + last, last: last === '' ? undefined : lines.length + last.search(/\S/) };
  const plain = readText(part.text, frame.above);
  const errors = plain.state === 'broken' ? undefined : findErrors(plain);
  if (errors?.length === 0) return copyPart(part, plain, part.last);
  const { patches, problems, unclosed } = repairYaml(part.text);
  if (patches.length === 0) return withErrors(part, copyPart(part, plain, part.last), errors ?? findErrors(plain));
  const patched = applyPatches(part.text, patches);
  const repaired = readText(patched.text, frame.above);
  const copy = copyPart(part, repaired, part.last === undefined ? undefined : patched.toPatched(part.last));
  if (copy === undefined) return undefined;
  const done = new Map<RawNode, RawNode>(
    [...copy.needs.values()].flatMap((anchor) => (anchor === undefined ? [] : [[anchor.raw, anchor.raw]])),
  );
  const root = restore(part.text, patched, copy.root, done);
  if (root.kind !== 'mapping' && root.kind !== 'sequence') return undefined;
  const moved = [...copy.anchors].map(([name, target]) => [name, restored(done, target)] as const);
  const remaining = findErrors(repaired);
  const found = [...copy.problems, ...remaining].map((problem) => restoreProblem(patched, problem));
  return {
    ...copy,
    root,
    problems: [...problems, ...found].map((problem) => clampTo(problem, lines.length)),
    anchors: new Map(moved),
    doubtful: true,
    unclosed: unclosed > 0,
    unmended: remaining.length > 0,
  };
}

/** Of lines in which nothing is named, and nothing wrong. */
const PLAIN: Omit<YamlPart, 'root'> = {
  problems: [],
  anchors: new Map(),
  needs: new Map(),
  doubtful: false,
  unclosed: false,
  unmended: false,
};

interface Part {
  readonly lines: string;
  readonly frame: Frame;
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** The lines, and the last entry behind them. */
  readonly text: string;
  /** Where the last entry stands; `undefined` where there is none. */
  readonly last: number | undefined;
}

function lastOf({ kind, column }: Frame): string {
  return `${' '.repeat(column)}${kind === 'items' ? '- end' : 'zLeastwiseEnd:'}\n`;
}

function withErrors({ lines }: Part, copy: YamlPart | undefined, errors: readonly RawProblem[]): YamlPart | undefined {
  if (copy === undefined) return undefined;
  const problems = [...copy.problems, ...errors].map((problem) => clampTo(problem, lines.length));
  return { ...copy, problems, unmended: errors.length > 0 };
}

function clampTo(problem: RawProblem, length: number): RawProblem {
  return problem.end <= length ? problem : { ...problem, start: Math.min(problem.start, length), end: length };
}

function restored(done: ReadonlyMap<RawNode, RawNode>, target: AnchorTarget): AnchorTarget {
  const node = done.get(target);
  return node === undefined || node.kind === 'alias' ? target : node;
}

/** Copies what was read where it is one block of the frame's column with the last entry in its place; takes that entry away. */
function copyPart({ frame, anchors }: Part, reading: Reading, last: number | undefined): YamlPart | undefined {
  const { text, tokens, document, pruned } = reading;
  const block = document?.value;
  if (document === undefined || !tokens.every((token) => token === document || isOutside(token))) return undefined;
  if (block?.type !== (frame.kind === 'items' ? 'block-seq' : 'block-map') || block.indent !== frame.column) return undefined;
  if (document.start.some(({ type }) => !isOutside({ type })) || document.end?.some(({ type }) => !isOutside({ type })) === true)
    return undefined;
  if (last !== undefined && !takeLast(block, last)) return undefined;
  const needs = new Map<string, Anchor | undefined>();
  const {
    root,
    problems,
    anchors: own,
  } = copyDocument(text, document, (name) => {
    needs.set(name, anchors.get(name));
    return anchors.get(name)?.raw;
  });
  if (root === undefined || (root.kind !== 'mapping' && root.kind !== 'sequence') || root.tag !== undefined) return undefined;
  return {
    root,
    problems: [...pruned, ...problems],
    anchors: own,
    needs,
    doubtful: reading.state !== 'sound',
    unclosed: false,
    unmended: false,
  };
}

function isOutside({ type }: { readonly type: CST.Token['type'] }): boolean {
  return type === 'space' || type === 'newline' || type === 'comment' || type === 'byte-order-mark';
}

function takeLast(block: CST.BlockMap | CST.BlockSequence, at: number): boolean {
  const item = block.items.pop();
  if (item === undefined || block.items.length === 0) return false;
  if (block.type === 'block-map') return item.key?.offset === at && item.value === undefined && hasNoNames(item.start);
  return (
    item.key === undefined && item.start.some(({ type, offset }) => type === 'seq-item-ind' && offset === at) && hasNoNames(item.start)
  );
}

/** A tag or an anchor at the end of the lines would belong to what follows them. */
function hasNoNames(tokens: readonly CST.SourceToken[]): boolean {
  return tokens.every(({ type }) => type !== 'tag' && type !== 'anchor');
}
