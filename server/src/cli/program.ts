import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import type { Level } from '../lint/config.ts';
import { LEVELS, PRESETS } from '../lint/config.ts';
import type { CheckOptions } from './commands/check.ts';
import { check } from './commands/check.ts';
import type { DiffOptions } from './commands/diff.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import type { FixOptions } from './commands/fix.ts';
import { fix } from './commands/fix.ts';
import type { PermissionsOptions } from './commands/permissions.ts';
import { permissions } from './commands/permissions.ts';
import { listRules } from './commands/rules.ts';
import { DEFAULT_CACHE_FILE } from './default-cache-file.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';

/** What `explain` takes. */
const EXPLAINED =
  'a rule, an action or a pattern of actions, an ARN, a condition key, a managed policy of AWS or a policy template of SAM: ' +
  "wildcard-action, 's3:Get*', 'arn:aws:s3:::reports/*', aws:SourceArn, ReadOnlyAccess, S3ReadPolicy";

const CONFIG = 'configuration file, instead of the nearest leastwise.config.yaml';
const STDIN_PATH = 'the path that standard input is taken to have';

/** More gain nothing on any machine, and each takes memory of its own. */
const MAXIMUM_THREADS = 256;

/**
 * Runs the command line; `argv` is what follows the program's name. Answers the exit code, `undefined` while a language server is
 * running. Never rejects.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode | undefined> {
  let code: ExitCode | undefined = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      io.stderr.write(`leastwise: ${error.message}\n`);
      return 2;
    }
    io.stderr.write(
      `leastwise: a fault of its own, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 70;
  }
}

function createProgram(io: Io, finish: (code: ExitCode | undefined) => void): Command {
  const program = new Command('leastwise')
    .description('Least-privilege IAM for AWS SAM, Serverless Framework, CloudFormation and policy JSON')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => io.stdout.isTerminal,
      getErrHasColors: () => io.stderr.isTerminal,
      outputError: (text, write) => write(text.replace(/^error: /, 'leastwise: ')),
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings (permissions --can: denied, diff: something gained), 2 wrong use or something unreadable,\n3 permissions --can: unknown, 70 a fault of leastwise.',
    );
  addCheck(program, io, finish);
  addFix(program, io, finish);
  addPermissions(program, io, finish);
  addDiff(program, io, finish);
  program
    .command('rules')
    .description('list the rules')
    .action(() => finish(listRules(io)));
  program
    .command('explain')
    .argument('<name>', EXPLAINED)
    .description('print what is known of a name that stands in a policy, or the page of a rule, as Markdown')
    .action(async (name: string) => finish(await explain(name, io)));
  program
    .command('lsp')
    .description('start the language server')
    .option('--stdio', 'over standard input and output (the default)')
    .option('--clientProcessId <id>', 'process of the editor; the server ends with it')
    .action(async () => {
      await io.startServer();
      finish(undefined);
    });
  return program;
}

function addCheck(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  addPaths(program.command('check').description('report what templates and policies grant too much, or in vain'))
    .addOption(new Option('--format <format>', 'how findings are printed').choices(['pretty', 'json', 'sarif']).default('pretty'))
    .addOption(
      new Option('--severity <severity>', 'the lowest severity that is reported and counted')
        .choices(['error', 'warning', 'information', 'hint'])
        .default('warning'),
    )
    .option('--rule <id=level>', `set the level of a rule: ${LEVELS.join(', ')}; repeatable`, collectLevel)
    .option('--color', 'colour, on a terminal or not')
    .option('--no-color', 'no colour')
    .option('--cache', 'keep what is found, and check only what has changed since')
    .option('--cache-location <file>', 'where it is kept', DEFAULT_CACHE_FILE)
    .option('--threads <number>', 'how many threads check (default: one a core, for more than a few files)', parseThreads)
    .action(async (paths: string[], options: Omit<CheckOptions, 'paths'>) => finish(await check({ ...options, paths }, io)));
}

function addFix(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  addPaths(program.command('fix').description('apply the fixes that leave permissions equal or repair them, and print what changed'))
    .option('--dry-run', 'print what would change, write nothing')
    .option('--rule <id>', 'apply a fix of this rule instead')
    .option('--choose <number>', 'which of the offered fixes of --rule, from 1 (default: 1)', parseCount)
    .option('--line <number>', 'only findings of --rule that start on this line, from 1', parseCount)
    .action(async (paths: string[], options: Omit<FixOptions, 'paths'>) => finish(await fix({ ...options, paths }, io)));
}

function addPermissions(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('permissions')
    .argument('<template>', 'a template, or - for standard input')
    .description('print what every function, state machine and role of a template may do')
    .option('--function <name>', 'only this function, state machine or role, by its logical id or its name in Serverless')
    .option('--can <action>', 'answer whether they may do this, instead: 0 allowed, 1 denied, 3 unknown')
    .option('--on <resource>', 'with --can: on this ARN, or resource of the template (default: on some resource)')
    .option('--context <key=value>', 'with --can: a condition key of the request; repeatable', collectValue)
    .option('--whole-context', 'with --can: the request has no condition keys but those of --context')
    .option('--parameter <name=value>', 'with --can: a parameter of the template or AWS::AccountId and the like; repeatable', collectValue)
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .option('--config <file>', CONFIG)
    .option('--stdin-path <path>', STDIN_PATH)
    .option('--color', 'colour, on a terminal or not')
    .option('--no-color', 'no colour')
    .action(async (path: string, options: Omit<PermissionsOptions, 'path'>) => finish(await permissions({ ...options, path }, io)));
}

function addDiff(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('diff')
    .argument('<old>', 'a template, or - for standard input')
    .argument('<new>', 'the template as it is now')
    .description('print which permissions are gained and lost: exit 1 if some are gained')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .option('--config <file>', CONFIG)
    .option('--color', 'colour, on a terminal or not')
    .option('--no-color', 'no colour')
    .action(async (before: string, after: string, options: Omit<DiffOptions, 'old' | 'new'>) =>
      finish(await diff({ ...options, old: before, new: after }, io)),
    );
}

function addPaths(command: Command): Command {
  return command
    .addArgument(new Argument('[paths...]', 'files, folders, or - for standard input').default(['.'], 'the current folder'))
    .option('--config <file>', CONFIG)
    .addOption(
      new Option('--preset <preset>', "which rules speak where no level is set, instead of the configuration file's").choices(
        Object.keys(PRESETS),
      ),
    )
    .option('--stdin-path <path>', STDIN_PATH);
}

function collectLevel(written: string, previous: Readonly<Record<string, Level>> = {}): Readonly<Record<string, Level>> {
  const equals = written.indexOf('=');
  const level = LEVELS.find((known) => known === written.slice(equals + 1));
  if (equals < 1 || level === undefined) throw new InvalidArgumentError(`Write it as id=level, with a level of ${LEVELS.join(', ')}.`);
  return { ...previous, [written.slice(0, equals)]: level };
}

function collectValue(
  written: string,
  previous: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, readonly string[]>> {
  const equals = written.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Write it as name=value.');
  const name = written.slice(0, equals);
  return { ...previous, [name]: [...(previous[name] ?? []), written.slice(equals + 1)] };
}

function parseThreads(written: string): number {
  const count = Number(written);
  if (!/^[1-9]\d*$/.test(written) || count > MAXIMUM_THREADS)
    throw new InvalidArgumentError(`It must be a number from 1 to ${MAXIMUM_THREADS}.`);
  return count;
}

function parseCount(written: string): number {
  if (!/^[1-9]\d{0,5}$/.test(written)) throw new InvalidArgumentError('It must be a number from 1.');
  return Number(written);
}
