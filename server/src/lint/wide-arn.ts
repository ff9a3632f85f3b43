import type { Text } from '../template/text.ts';
import { withoutPseudo } from './resources.ts';

/**
 * The service whose every resource a text names (`arn:aws:s3:::*`, `arn:*:dynamodb:*:*:*`), `*` where it names those of all services (`*`, `arn:*`,
 * `arn:aws:*`); `undefined` for a text that says more. A Region and an account may be given.
 */
export function findWideService(text: Text): string | undefined {
  const written = withoutPseudo(text);
  if (written === undefined) return undefined;
  if (/^\*+$/.test(written)) return '*';
  const [arn, partition = '', service = '*', , , ...resource] = written.split(':');
  const last = written.slice(-1);
  if (arn !== 'arn' || last !== '*' || !/^[\w*-]*$/.test(partition)) return undefined;
  // Fewer parts than six: the wildcard at the end spans the others.
  const rest = written.split(':').length < 6 ? written.split(':').slice(3).join('') : resource.join('');
  if (!/^[*?/]*$/.test(rest)) return undefined;
  if (/^[*?]*$/.test(service)) return '*';
  return /^[\w-]+$/.test(service) && written.split(':').length >= 4 ? service : undefined;
}

/** Whether a text names the resources of all services. */
export function isEverywhere(text: Text): boolean {
  return findWideService(text) === '*';
}
