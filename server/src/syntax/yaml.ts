import type { PatchedText } from './patch.ts';
import { applyPatches } from './patch.ts';
import type { RawDocument, RawProblem } from './raw.ts';
import type { Reading } from './yaml-reading.ts';
import { findErrors, readText } from './yaml-reading.ts';
import { repairYaml } from './yaml-repair.ts';
import { restore } from './yaml-restore.ts';
import { copyDocument } from './yaml-tree.ts';

/**
 * Reads the first document of a YAML text that is a mapping or a list, else the first one that has any value. The others of a
 * file with several are not read: neither a template nor a policy has more than one.
 */
export function parseYaml(text: string): RawDocument {
  const plain = readText(text);
  // What is certainly broken is asked for its errors only if nothing mends it.
  const errors = plain.state === 'broken' ? undefined : findErrors(plain);
  if (errors?.length === 0) return copyReading(plain);
  const { patches, problems } = repairYaml(text);
  if (patches.length === 0) {
    const { root, problems: found } = copyReading(plain);
    return { root, problems: [...found, ...(errors ?? findErrors(plain))] };
  }
  const patched = applyPatches(text, patches);
  const repaired = readText(patched.text);
  const copy = copyReading(repaired);
  const remaining = [...copy.problems, ...findErrors(repaired)].map((problem) => restoreProblem(patched, problem));
  return { root: copy.root === undefined ? undefined : restore(text, patched, copy.root), problems: [...problems, ...remaining] };
}

function copyReading({ text, document, pruned }: Reading): RawDocument {
  if (document === undefined) return { root: undefined, problems: [] };
  const { root, problems } = copyDocument(text, document);
  return { root, problems: [...pruned, ...problems] };
}

/** A problem of a patched text where it stands in the original one. */
export function restoreProblem(patched: PatchedText, problem: RawProblem): RawProblem {
  const start = patched.toOriginal(problem.start);
  return { ...problem, start, end: Math.max(start, patched.toOriginal(problem.end)) };
}
