import { lazy } from '../catalog/shelf.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { Range, Unit } from '../syntax/node.ts';
import type { Dependencies } from '../template/dependencies.ts';
import { NO_DEPENDENCIES } from '../template/dependencies.ts';
import type { Finding, Fix, Report, Rule, RuleContext, Severity } from './rule.ts';
import type { Subject } from './visit.ts';
import { visit } from './visit.ts';

/**
 * A finding without its fixes, which belong to the version of the document that they were made for: this can be kept for as long as the subject
 * is the same.
 */
export interface Found extends Omit<Finding, 'fixes'> {
  readonly subject: Subject;
}

/** Written out, because a copy of all properties but some is an object that takes long to read, and a document may have 20,000 of them. */
export function toFound({ range, message, related, unnecessary }: Report, rule: Rule, severity: Severity, subject: Subject): Found {
  const found: Found = { rule, severity, range, message, subject };
  if (related === undefined && unnecessary === undefined) return found;
  return {
    rule,
    severity,
    range,
    message,
    subject,
    ...(related === undefined ? {} : { related }),
    ...(unnecessary === undefined ? {} : { unnecessary }),
  };
}

/** All that the rules said of a subject. */
export interface Visited {
  readonly found: readonly Found[];
  /** The units of their ranges, each once. */
  readonly units: readonly Unit[];
  readonly dependencies: Dependencies;
}

export const NOTHING_FOUND: Visited = { found: [], units: [], dependencies: NO_DEPENDENCIES };

/** What is said of a template as a whole, unit by unit; what was said of a unit before, where the same is said again. */
export function splitByUnit({ found, dependencies }: Visited, before: ReadonlyMap<Unit, Visited> | undefined): ReadonlyMap<Unit, Visited> {
  const split = new Map<Unit, Visited>();
  for (const [unit, own] of groupBy(found, ({ range }) => range.unit)) {
    const known = before?.get(unit);
    split.set(unit, known !== undefined && haveEqual(known.found, own, isEqual) ? known : { found: own, units: [unit], dependencies });
  }
  return split;
}

function isEqual(left: Found, right: Found): boolean {
  return (
    left.rule === right.rule &&
    left.severity === right.severity &&
    left.message === right.message &&
    left.unnecessary === right.unnecessary &&
    isSame(left.range, right.range) &&
    haveEqual(left.related ?? [], right.related ?? [], (one, other) => one.message === other.message && isSame(one.range, other.range))
  );
}

function haveEqual<T>(left: readonly T[], right: readonly T[], isEqualTo: (left: T, right: T) => boolean): boolean {
  if (left.length !== right.length) return false;
  return left.every((item, index) => {
    const other = right[index];
    return other !== undefined && isEqualTo(item, other);
  });
}

/** Findings with the fixes that they have in the version `context` is of, computed when first read. */
export function withFixes(found: readonly Found[], context: RuleContext): readonly Finding[] {
  const fixesOf = findFixes(context);
  return found.map((finding) => new FixableFinding(finding, fixesOf));
}

class FixableFinding implements Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  readonly related?: NonNullable<Finding['related']>;
  readonly unnecessary?: true;
  readonly #fixes: () => readonly Fix[];

  constructor(found: Found, fixesOf: (found: Found) => readonly Fix[]) {
    this.rule = found.rule;
    this.severity = found.severity;
    this.range = found.range;
    this.message = found.message;
    if (found.related !== undefined) this.related = found.related;
    if (found.unnecessary === true) this.unnecessary = true;
    this.#fixes = lazy(() => fixesOf(found));
  }

  get fixes(): readonly Fix[] {
    return this.#fixes();
  }
}

/** The fixes of findings in the version `context` is of. A rule is asked again about a subject, once for all its findings there. */
export function findFixes(context: RuleContext): (found: Found) => readonly Fix[] {
  const reports = new Map<Subject, Map<string, readonly Report[]>>();
  return ({ rule, subject, range, message }) => {
    const ofSubject = reports.get(subject) ?? new Map<string, readonly Report[]>();
    reports.set(subject, ofSubject);
    const known = ofSubject.get(rule.id) ?? visit([rule], subject, context).map(({ report }) => report);
    ofSubject.set(rule.id, known);
    const fixes = known.find((report) => report.message === message && isSame(report.range, range))?.fixes ?? [];
    return typeof fixes === 'function' ? fixes() : fixes;
  };
}

function isSame(left: Range, right: Range): boolean {
  return left.unit === right.unit && left.start === right.start && left.end === right.end;
}
