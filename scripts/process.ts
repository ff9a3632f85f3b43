import { spawnSync } from 'node:child_process';

/** Runs a command on this terminal; throws unless it exits with one of `accepted`. Answers the exit code. */
export function runCommand(
  command: string,
  args: readonly string[],
  accepted: readonly number[] = [0],
  environment: NodeJS.ProcessEnv = {},
): number {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (error !== undefined) throw error;
  if (status === null || !accepted.includes(status)) throw new Error(`${command} ${args.join(' ')}: exit ${status}`);
  return status;
}
