import type { Catalog } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import type { Configuration } from '../lint/config.ts';
import { isForFixAll } from '../lint/fix.ts';
import type { Finding, Fix, Rule } from '../lint/rule.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Files } from '../template/files.ts';
import type { Place } from './answers.ts';
import { findFindings } from './cache.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { Document } from './document.ts';
import { overlay, readDocument } from './document.ts';
import { runToEnd } from './steps.ts';
import { verify } from './verify.ts';

export interface FixRun {
  /** The new text of every document that changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixed: number;
  /** Titles of fixes whose claim the kernel could not prove on this document. */
  readonly withdrawn: readonly string[];
}

interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The fix to apply to a finding at a place, `undefined` to leave it. */
type Choose = (finding: Finding, place: Place) => Fix | undefined;

interface Run {
  readonly uri: string;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
}

/** Every round fixes at least one finding, so this bounds a chain of fixes that make work for each other. */
const ROUNDS = 50;

/**
 * Applies the fix that `choose` picks to each finding there is now, once, each proved on the text it is applied to: from the end of the text to its
 * start, so that what is fixed does not move what comes next. A finding that is gone by then is left out.
 */
export function runFixesOnce(run: Run, files: Files, choose: Choose): FixRun {
  let texts: ReadonlyMap<string, string> = new Map();
  let fixed = 0;
  const withdrawn = new Set<string>();
  const first = readDocument(run.uri, files, run.catalog);
  const places = first.kind === 'foreign' ? [] : findCandidates(run, first, choose).map(({ finding }) => placeOf(first, finding));
  for (const place of places.reverse()) {
    const current = overlay(files, texts);
    const document = readDocument(run.uri, current, run.catalog);
    if (document.kind === 'foreign') break;
    const candidate = findCandidates(run, document, choose).find(({ finding }) => placeOf(document, finding) === place);
    if (candidate === undefined) continue;
    const applied = applyRound(run, document, current, [candidate], withdrawn);
    texts = new Map([...texts, ...applied.texts]);
    fixed += applied.fixed;
  }
  return { texts, fixed, withdrawn: [...withdrawn] };
}

function placeOf(document: Document, finding: Finding): string {
  const { place } = toDiagnostic(document, finding);
  return `${place.uri} ${place.start}`;
}

/** Applies, until none is left, the fix that `choose` picks for each finding; each is proved on the text it is applied to. */
export function runFixes(run: Run, files: Files, choose: Choose): FixRun {
  let texts: ReadonlyMap<string, string> = new Map();
  let fixed = 0;
  const withdrawn = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const current = overlay(files, texts);
    const result = readDocument(run.uri, current, run.catalog);
    if (result.kind === 'foreign') break;
    const candidates = findCandidates(run, result, choose).filter(({ finding, fix }) => !withdrawn.has(nameOf(finding, fix)));
    if (candidates.length === 0) break;
    const applied = applyRound(run, result, current, candidates, withdrawn);
    texts = new Map([...texts, ...applied.texts]);
    fixed += applied.fixed;
  }
  return { texts, fixed, withdrawn: [...withdrawn] };
}

/** The fix that fix-all applies to a finding. */
export function chooseForFixAll(finding: Finding): Fix | undefined {
  return finding.fixes.find(isForFixAll);
}

function findCandidates(run: Run, document: Document, choose: Choose): readonly Candidate[] {
  const cached = { key: '', result: { kind: 'ours' as const, ...document } };
  return runToEnd(findFindings(cached, run.rules, run.catalog, run.configuration)).flatMap((finding) => {
    const fix = choose(finding, toDiagnostic(document, finding).place);
    return fix === undefined ? [] : [{ finding, fix }];
  });
}

/** All fixes that do not overlap at once where the kernel proves them together, else the first that it proves alone. */
function applyRound(
  run: Run,
  document: Document,
  files: Files,
  candidates: readonly Candidate[],
  withdrawn: Set<string>,
): { texts: ReadonlyMap<string, string>; fixed: number } {
  const batch = withoutOverlaps(document, candidates);
  if (batch.length > 1 && new Set(batch.map(({ fix }) => fix.effect)).size === 1) {
    const effect = batch[0]?.fix.effect ?? 'equal';
    const together = verify(
      document,
      batch.flatMap(({ edits }) => edits),
      effect,
      files,
      run.catalog,
    );
    if (together.answer === 'yes') return { texts: together.texts, fixed: batch.length };
  }
  for (const { finding, fix } of candidates) {
    const edits = fix.edits();
    const alone = edits.length === 0 ? undefined : verify(document, edits, fix.effect, files, run.catalog);
    if (alone?.answer === 'yes') return { texts: alone.texts, fixed: 1 };
    withdrawn.add(nameOf(finding, fix));
  }
  return { texts: new Map(), fixed: 0 };
}

function withoutOverlaps(
  document: Document,
  candidates: readonly Candidate[],
): readonly (Candidate & { readonly edits: readonly Edit[] })[] {
  const taken: { readonly uri: string; readonly start: number; readonly end: number }[] = [];
  const kept: (Candidate & { readonly edits: readonly Edit[] })[] = [];
  for (const candidate of candidates) {
    const edits = candidate.fix.edits();
    const places = edits.flatMap((edit) => {
      const source = document.template.sources.get(edit.range.unit.uri);
      return source === undefined ? [] : [{ uri: source.uri, ...toOffsets(source, edit.range) }];
    });
    const free = places.every(
      (place) => !taken.some((other) => other.uri === place.uri && place.start <= other.end && other.start <= place.end),
    );
    if (edits.length === 0 || !free) continue;
    taken.push(...places);
    kept.push({ ...candidate, edits });
  }
  return kept;
}

function nameOf(finding: Finding, fix: Fix): string {
  return `${finding.rule.id}: ${fix.title} (${finding.message})`;
}
