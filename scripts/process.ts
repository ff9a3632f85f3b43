import { spawnSync } from 'node:child_process';

export interface CommandOptions {
  /** Exit codes that are no failure; 0 if absent. */
  readonly accepted?: readonly number[];
  /** Where it runs; the current folder if absent. */
  readonly folder?: string;
  /** Shows what it prints only if it fails. */
  readonly quiet?: boolean;
}

/** Runs a command on this terminal; throws unless it exits with an accepted code, which it answers. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): number {
  const { accepted = [0], folder, quiet = false } = options;
  const { status, error, stdout, stderr } = spawnSync(command, args, { stdio: quiet ? 'pipe' : 'inherit', cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== null && accepted.includes(status)) return status;
  throw new Error(`${command} ${args.join(' ')}: exit ${status}${quiet ? `\n${stdout}${stderr}` : ''}`);
}
