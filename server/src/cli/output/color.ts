import type { Io } from '../io.ts';

/** `FORCE_COLOR` and `NO_COLOR` as everywhere, else a terminal that is not dumb. */
export function wantsColor({ env }: Pick<Io, 'env'>, isTerminal: boolean): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '0' && forced !== '') return true;
  const refused = env.NO_COLOR;
  return (refused === undefined || refused === '') && isTerminal && env.TERM !== 'dumb';
}
