import type { NewValue } from '../edit/edit.ts';
import { insertCondition } from '../edit/insert-condition.ts';
import type { AccessPiece } from '../grants/effective.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import { createFix } from './fix.ts';
import { findConditionFixes } from './risk-fixes.ts';
import type { Fix, RuleContext } from './rule.ts';

/** Whether a condition says which boundary a role must have, or which template it is made by. */
export function limitsBoundary({ condition }: Statement): boolean {
  if (condition === undefined) return false;
  return !condition.complete || condition.entries.some(({ key }) => /^iam:(?:PermissionsBoundary|RoleTemplateARN)$/i.test(key.value));
}

/** Actions that can be allowed for roles and users with one boundary only (AWS Service Authorization Reference, catalogue of 2026-09). */
export function takesBoundaryCondition(catalog: RuleContext['catalog'], name: string): boolean {
  const index = catalog.actionIndex(name);
  if (index === undefined) return false;
  const { conditionKeys, resourceTypes } = catalog.action(index);
  return [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].includes('iam:PermissionsBoundary');
}

/**
 * Fixes that allow the statement only where the role has a boundary: one of the managed policies of the template that are used as one, else one to be
 * filled in. Where the statement has other actions too, those that can be limited get a statement of their own first.
 */
export function findBoundaryConditionFixes(piece: AccessPiece, context: RuleContext): readonly Fix[] {
  const { statement, policy } = piece.grant;
  const element = statement.action;
  if (element === undefined) return [];
  const { catalog } = context;
  const limited = element.values.flatMap((value) => {
    const name = literalText(value.text) ?? '';
    const index = catalog.actionIndex(name);
    return index !== undefined && takesBoundaryCondition(catalog, name) ? [{ value, index, wide: [] }] : [];
  });
  if (limited.length < element.values.length) {
    return findConditionFixes({ statement, actions: limited, context: { policy, ...context } }, 'iam:PermissionsBoundary', []);
  }
  const boundaries = context.policies.filter(
    ({ kind, source: { owner } }) => kind === 'boundary' && owner.type === 'AWS::IAM::ManagedPolicy',
  );
  const choices: readonly (readonly [string, NewValue])[] = [
    ...boundaries.map(({ source: { owner } }) => [owner.name, { kind: 'ref', logicalId: owner.name }] as const),
    ['BOUNDARY_ARN, to be filled in', { kind: 'literal', text: 'BOUNDARY_ARN' }],
  ];
  const source = context.sourceOf(statement.range);
  return choices.flatMap(([name, value]) => {
    const edits = () => insertCondition(source, statement, 'StringEquals', 'iam:PermissionsBoundary', [value]);
    return edits().length === 0 ? [] : [createFix(`Allow only with the permissions boundary ${name}`, 'narrows', edits)];
  });
}
