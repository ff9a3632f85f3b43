import type { AccessDecision, PrincipalAccess } from '../../analysis/access-answers.ts';
import type { JsonContext } from './permissions-json.ts';
import { encodeStatement } from './permissions-json.ts';

/** What was asked, with the answer of each principal. */
export interface AskedAccess {
  readonly action: string;
  /** Of all of them together. */
  readonly decision: AccessDecision;
  readonly answers: readonly { readonly answer: PrincipalAccess; readonly reason: string }[];
}

/** The answer as JSON, of `schemas/permissions.schema.json`. */
export function renderAccessJson({ action, decision, answers }: AskedAccess, context: JsonContext): string {
  const encode = (answer: PrincipalAccess): readonly object[] => answer.statements.map((statement) => encodeStatement(statement, context));
  const deciding = answers.filter(({ answer }) => answer.decision === decision);
  const [first] = deciding;
  const names = deciding.map(({ answer }) => answer.function ?? answer.logicalId);
  const one = {
    decision,
    statements: deciding.flatMap(({ answer }) => encode(answer)),
    reason: answers.length === 1 ? (first?.reason ?? '') : `${names.join(', ')}: ${first?.reason ?? ''}`,
    action,
    on: [...new Set(deciding.flatMap(({ answer }) => answer.on))],
  };
  const each = answers.map(({ answer, reason }) => ({
    logicalId: answer.logicalId,
    ...(answer.function === undefined ? {} : { function: answer.function }),
    decision: answer.decision,
    statements: encode(answer),
    reason,
  }));
  return `${JSON.stringify(answers.length === 1 ? one : { ...one, principals: each }, undefined, 2)}\n`;
}
