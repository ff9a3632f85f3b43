import type { Diagnostic } from '../analysis/answers.ts';
import { normalizeUri } from '../analysis/uris.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import { createLineIndex } from '../syntax/line-index.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { CheckedChanges, CheckedFinding, CheckedFix, PositionRange } from './outcome.ts';
import { drawExcerpt } from './output/excerpt.ts';
import type { OpenTarget, Project } from './project.ts';

export interface DescribedFinding {
  /** Of the file that it is in. */
  readonly path: string;
  readonly finding: CheckedFinding;
}

/** Lines drawn under one finding: a longer range is cut here. */
const DRAWN_LINES = 3;

interface Lines {
  readonly text: string;
  readonly index: LineIndex;
}

/** Describes findings of a document so that no text is needed to print them. */
export function describeFinding(
  document: OpenTarget,
  project: Project,
  withChanges: boolean,
): (diagnostic: Diagnostic) => DescribedFinding {
  const known = new Map<string, Lines>();

  function linesOf(uri: string): Lines {
    const found = known.get(uri);
    if (found !== undefined) return found;
    const snapshot = document.workspace.snapshot.read(uri);
    const text = snapshot.kind === 'text' ? snapshot.text : '';
    const lines = { text, index: createLineIndex(text) };
    known.set(uri, lines);
    return lines;
  }

  function findChanges({ rule, place }: Diagnostic, fix: number): readonly CheckedChanges[] | undefined {
    const resolved = document.workspace.analysis.resolveCodeAction({ kind: 'fix', uri: document.uri, rule, place, fix });
    if (resolved.kind !== 'changes') return undefined;
    return [...resolved.changes].map(([uri, changes]) => {
      const { index } = linesOf(normalizeUri(uri));
      const replacements = changes.map((change) => ({ range: toPositions(index, change), text: change.text }));
      return { path: project.pathOf(uri), replacements };
    });
  }

  return (diagnostic) => {
    const { rule, severity, message, place, fixes } = diagnostic;
    const { start, end } = place;
    const uri = normalizeUri(place.uri);
    const { text, index } = linesOf(uri);
    const described = fixes.map(({ title, effect, preferred }, number): CheckedFix => {
      const changes = withChanges ? findChanges(diagnostic, number) : undefined;
      return { title, effect, preferred, ...(changes === undefined ? {} : { changes }) };
    });
    const excerpt = drawExcerpt(text, index, place, DRAWN_LINES);
    return {
      path: project.pathOf(uri),
      finding: { rule, severity, message, start, end, range: toPositions(index, place), excerpt, fixes: described },
    };
  };
}

function toPositions(lines: LineIndex, { start, end }: OffsetRange): PositionRange {
  return { start: lines.position(start), end: lines.position(end) };
}
