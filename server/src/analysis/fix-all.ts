import type { Catalog } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import type { Configuration } from '../lint/config.ts';
import { boundarySettings } from '../lint/config.ts';
import type { LintMemory } from '../lint/engine.ts';
import { lintAgain } from '../lint/engine.ts';
import { isForFixAll } from '../lint/fix.ts';
import { withFixes } from '../lint/found.ts';
import type { Finding, Fix, Rule } from '../lint/rule.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Files } from '../template/files.ts';
import type { Place } from './answers.ts';
import { contextOf } from './cache.ts';
import { placeOf } from './diagnostics.ts';
import type { Document, DocumentResult } from './document.ts';
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

/** A run on its way: the texts as fixed so far, and the document with them. */
interface Desk {
  readonly run: Run;
  readonly files: Files;
  readonly withdrawn: Set<string>;
  texts: ReadonlyMap<string, string>;
  document: DocumentResult;
  fixed: number;
  lint?: LintMemory;
}

/** Every round fixes at least one finding, so this bounds a chain of fixes that make work for each other. */
const ROUNDS = 50;

/**
 * Applies the fix that `choose` picks to each finding there is now, once, each proved on the text it is applied to: from the end of the text to its
 * start, so that what is fixed does not move what comes next. A finding that is gone by then is left out.
 */
export function runFixesOnce(run: Run, files: Files, choose: Choose): FixRun {
  const desk = openDesk(run, files);
  const { document: first } = desk;
  const places = first.kind === 'foreign' ? [] : findCandidates(desk, first, choose).map(({ finding }) => namePlace(first, finding));
  for (const place of places.reverse()) {
    const { document } = desk;
    if (document.kind === 'foreign') break;
    const candidate = findCandidates(desk, document, choose).find(({ finding }) => namePlace(document, finding) === place);
    if (candidate !== undefined) applyRound(desk, document, [candidate]);
  }
  return desk.finish();
}

/** Applies, until none is left, the fix that `choose` picks for each finding; each is proved on the text it is applied to. */
export function runFixes(run: Run, files: Files, choose: Choose): FixRun {
  const desk = openDesk(run, files);
  for (let round = 0; round < ROUNDS; round++) {
    const { document } = desk;
    if (document.kind === 'foreign') break;
    const candidates = findCandidates(desk, document, choose).filter(({ finding, fix }) => !desk.withdrawn.has(nameOf(finding, fix)));
    if (candidates.length === 0) break;
    applyRound(desk, document, candidates);
  }
  return desk.finish();
}

/** The fix that fix-all applies to a finding. */
export function chooseForFixAll(finding: Finding): Fix | undefined {
  return finding.fixes.find(isForFixAll);
}

function openDesk(run: Run, files: Files): Desk & { finish(): FixRun } {
  return {
    run,
    files,
    withdrawn: new Set(),
    texts: new Map(),
    document: readDocument(run.uri, files, run.catalog, boundarySettings(run.configuration)),
    fixed: 0,
    finish() {
      return { texts: this.texts, fixed: this.fixed, withdrawn: [...this.withdrawn] };
    },
  };
}

function namePlace(document: Document, finding: Finding): string {
  const { uri, start } = placeOf(document, finding);
  return `${uri} ${start}`;
}

function findCandidates(desk: Desk, document: Document, choose: Choose): readonly Candidate[] {
  const { rules, catalog, configuration } = desk.run;
  const context = contextOf(document, catalog);
  const { found, memory } = runToEnd(lintAgain(rules, context, configuration, desk.lint, document.memory.template.names));
  desk.lint = memory;
  return withFixes(found, context).flatMap((finding) => {
    const fix = choose(finding, placeOf(document, finding));
    return fix === undefined ? [] : [{ finding, fix }];
  });
}

/** All fixes that do not overlap at once where the kernel proves them together, else the first that it proves alone. */
function applyRound(desk: Desk, document: Document, candidates: readonly Candidate[]): void {
  const batch = withoutOverlaps(document, candidates);
  const [first] = batch;
  if (first !== undefined && batch.length > 1 && batch.every(({ fix }) => fix.effect === first.fix.effect)) {
    const edits = batch.flatMap((candidate) => candidate.edits);
    if (applyProved(desk, document, edits, first.fix)) {
      desk.fixed += batch.length;
      return;
    }
  }
  for (const { finding, fix } of candidates) {
    const edits = fix.edits();
    if (edits.length > 0 && applyProved(desk, document, edits, fix)) {
      desk.fixed++;
      return;
    }
    desk.withdrawn.add(nameOf(finding, fix));
  }
}

/** Applies edits where the kernel proves what the fix says of them. */
function applyProved(desk: Desk, document: Document, edits: readonly Edit[], { effect }: Fix): boolean {
  const { answer, texts, after } = verify(document, edits, effect, overlay(desk.files, desk.texts), desk.run.catalog);
  if (answer !== 'yes') return false;
  desk.texts = new Map([...desk.texts, ...texts]);
  desk.document = after;
  return true;
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
