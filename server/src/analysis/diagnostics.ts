import type { Found } from '../lint/found.ts';
import type { Fix, Severity } from '../lint/rule.ts';
import type { Range, Unit } from '../syntax/node.ts';
import { toOffsets } from '../syntax/source.ts';
import type { DiagnosedFix, Diagnostic, Place } from './answers.ts';
import type { Document } from './document.ts';

/** Findings as plain data, their ranges absolute. `fixesOf` is asked when somebody looks at the fixes. */
export function toDiagnostics(document: Document, findings: readonly Found[], fixesOf: FixesOf): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  // Findings come unit by unit, and a document may have 20,000 of them.
  let unit: Unit | undefined;
  let uri = '';
  let base = 0;
  for (const found of findings) {
    const { range } = found;
    if (range.unit !== unit) {
      unit = range.unit;
      const start = placeOf(document, { range: { unit, start: 0, end: 0 } });
      uri = start.uri;
      base = start.start;
    }
    diagnostics.push(new PlacedFinding(document, found, { uri, start: base + range.start, end: base + range.end }, fixesOf));
  }
  return diagnostics;
}

/** A finding as plain data, its ranges absolute. */
export function toDiagnostic(document: Document, found: Found, fixesOf: FixesOf): Diagnostic {
  return new PlacedFinding(document, found, placeOf(document, found), fixesOf);
}

export type FixesOf = (found: Found) => readonly Fix[];

/** Where a finding stands. */
export function placeOf(document: Document, { range }: { readonly range: Range }): Place {
  const source = document.template.sources.get(range.unit.uri) ?? document.template.source;
  const { start, end } = toOffsets(source, range);
  return { uri: source.uri, start, end };
}

const NOWHERE: Diagnostic['related'] = [];

/** A class, because objects with a getter of their own take a hundred times as long to make, and a document may have 20,000 of them. */
class PlacedFinding implements Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: Diagnostic['related'];
  readonly unnecessary?: true;
  readonly #found: Found;
  readonly #fixesOf: FixesOf;

  constructor(document: Document, found: Found, place: Place, fixesOf: FixesOf) {
    this.rule = found.rule.id;
    this.severity = found.severity;
    this.message = found.message;
    this.place = place;
    this.related = found.related?.map(({ range, message }) => ({ place: placeOf(document, { range }), message })) ?? NOWHERE;
    if (found.unnecessary === true) this.unnecessary = true;
    this.#found = found;
    this.#fixesOf = fixesOf;
  }

  get fixes(): readonly DiagnosedFix[] {
    return this.#fixesOf(this.#found).map(({ title, effect, preferred }) => ({ title, effect, preferred }));
  }
}
