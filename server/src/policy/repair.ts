import { actionIndices, isEmptyActions, subtractActions } from './action-set.ts';
import type { ActionWord } from './action-words.ts';
import type { Answer } from './answer.ts';
import { and, everyAnswer, not, or } from './answer.ts';
import { impliesClauses } from './condition.ts';
import type { Piece } from './difference.ts';
import type { ReadStatement } from './grant.ts';
import type { KernelCatalog } from './kernel.ts';
import { namesResource } from './named-resource.ts';
import type { PolicyChange } from './policy-change.ts';
import { admits } from './resource-types.ts';

/**
 * Whether everything gained repairs: an action that the author wrote in an Allow statement where no resource admits it, on a resource
 * that is named there, under the statement's conditions (`semantics.md` 3).
 */
export function isRepaired(catalog: KernelCatalog, change: PolicyChange): Answer {
  const pieces = everyAnswer(change.gainedPieces, (piece) =>
    or(isPieceRepaired(catalog, piece, change.statements), piece.answer === 'yes' ? 'no' : 'unknown'),
  );
  const unexplained = change.gainedPieces.length === 0 ? not(change.gained) : 'yes';
  return and(pieces, not(change.opaqueGained), unexplained);
}

function isPieceRepaired(catalog: KernelCatalog, piece: Piece, before: readonly ReadStatement[]): Answer {
  if (!('words' in piece.actions) || piece.resource.kind === 'not') return 'no';
  const { pattern } = piece.resource;
  let missing = piece.actions;
  let possible = missing;
  for (const read of before) {
    if (read.effect !== 'Allow' || read.words.complement || read.principal !== piece.grant.principal) continue;
    if (impliesClauses(read.clauses, piece.grant.clauses) !== 'yes') continue;
    if (!read.resources.some((resource) => resource.kind === 'pattern' && namesResource(pattern, resource.pattern))) continue;
    for (const word of read.words.words) {
      const idle = isIdle(catalog, word, read);
      if (idle === 'yes') missing = subtractActions(missing, word.actions);
      if (idle !== 'no') possible = subtractActions(possible, word.actions);
    }
  }
  if (isEmptyActions(missing)) return 'yes';
  return isEmptyActions(possible) ? 'unknown' : 'no';
}

/** Whether the statement's resources admit nothing of what the author wrote in this word. */
function isIdle(catalog: KernelCatalog, word: ActionWord, read: ReadStatement): Answer {
  return everyAnswer(actionIndices(word.actions), (index) =>
    everyAnswer(read.resources, (resource) => (resource.kind === 'not' ? 'no' : not(admits(catalog, index, resource.pattern)))),
  );
}
