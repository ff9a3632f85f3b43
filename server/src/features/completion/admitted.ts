import { arnPattern } from '../../policy/arn.ts';
import type { Statement } from '../../policy/model.ts';
import { actionFormats, admits } from '../../policy/resource-types.ts';
import type { CompletionRequest } from '../request.ts';

/**
 * Those of `actions` that may act on some resource of the statement; what is unknown stays in. All of them where the statement has no
 * `Resource`, where that cannot be read in full, and where none would be left: then the resource is what is wrong.
 */
export function admittedActions({ catalog }: CompletionRequest, statement: Statement, actions: readonly number[]): readonly number[] {
  const { resource } = statement;
  if (resource === undefined || !resource.complete || resource.values.length === 0) return actions;
  const patterns = resource.values.map((value) => arnPattern(catalog, value.text));
  const answers = new Map<string, boolean>();
  const admitted = actions.filter((index) => {
    const { key } = actionFormats(catalog, index);
    const answer = answers.get(key) ?? patterns.some((pattern) => admits(catalog, index, pattern) !== 'no');
    answers.set(key, answer);
    return answer;
  });
  return admitted.length === 0 ? actions : admitted;
}
