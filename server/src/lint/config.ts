import { parseDocument } from 'yaml';
import type { Rule, Severity } from './rule.ts';

/** How loud a rule is; `off` silences it. */
export type Level = Severity | 'off';

export const LEVELS: readonly Level[] = ['off', 'hint', 'information', 'warning', 'error'];

/** What a user configures, merged from the command line's flags, `leastwise.config.yaml` and the editor's settings. */
export interface Configuration {
  /** Level by rule id; a rule that is not named keeps its own severity. */
  readonly rules: Readonly<Record<string, Level>>;
  /** Globs in the notation of `.gitignore`, relative to the configuration file's folder; such files are not checked. */
  readonly ignore: readonly string[];
}

export const NO_CONFIGURATION: Configuration = { rules: {}, ignore: [] };

export interface ParsedConfiguration {
  readonly configuration: Configuration;
  /** What is wrong with the file: one message a problem, naming the value; the rest of the file applies. */
  readonly problems: readonly string[];
}

/**
 * Reads the text of `leastwise.config.yaml`. Never throws: what is wrong is named in `problems` and left out.
 * `ruleIds` are the rules there are.
 */
export function parseConfiguration(text: string, ruleIds: ReadonlySet<string>): ParsedConfiguration {
  const read = readYaml(text);
  if (read.kind === 'fault') return { configuration: NO_CONFIGURATION, problems: [`not valid YAML: ${read.message}`] };
  const problems: string[] = [];
  const { value } = read;
  if (value === null || value === undefined) return { configuration: NO_CONFIGURATION, problems };
  if (!isRecord(value)) return { configuration: NO_CONFIGURATION, problems: ['must be a mapping with `rules` and `ignore`'] };
  for (const key of Object.keys(value)) {
    if (key !== 'rules' && key !== 'ignore') problems.push(`unknown setting '${key}'; there are 'rules' and 'ignore'`);
  }
  return {
    configuration: { rules: readRules(value['rules'], ruleIds, problems), ignore: readIgnore(value['ignore'], problems) },
    problems,
  };
}

type ReadYaml = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'fault'; readonly message: string };

/** The library throws on aliases that lead nowhere or to too much, and on nesting too deep for its stack. */
function readYaml(text: string): ReadYaml {
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) return fault(error);
    return { kind: 'value', value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return fault(error);
  }
}

function fault(error: unknown): ReadYaml {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'fault', message: message.split('\n')[0] ?? '' };
}

/** Reads `{ ruleId: level }` as written in a file or in the editor's settings; what is wrong goes to `problems`. */
export function readRules(value: unknown, ruleIds: ReadonlySet<string>, problems: string[]): Readonly<Record<string, Level>> {
  const rules: Record<string, Level> = {};
  if (value === undefined || value === null) return rules;
  if (!isRecord(value)) {
    problems.push("'rules' must map rule ids to levels");
    return rules;
  }
  for (const [id, written] of Object.entries(value)) {
    // YAML 1.1 readers take `off` for false; accept both.
    const level = LEVELS.find((known) => known === (written === false ? 'off' : written));
    if (!ruleIds.has(id)) problems.push(`unknown rule '${id}'`);
    else if (level === undefined) problems.push(`'${String(written)}' is no level of rule '${id}'; write one of ${LEVELS.join(', ')}`);
    else rules[id] = level;
  }
  return rules;
}

/** The configuration in which `over` beats `base`, rule by rule; globs of both apply. */
export function mergeConfiguration(base: Configuration, over: Configuration): Configuration {
  return { rules: { ...base.rules, ...over.rules }, ignore: [...base.ignore, ...over.ignore] };
}

/** The severity a rule reports with, `undefined` where it is off. `reported` is the severity of the report itself. */
export function severityOf(rule: Rule, reported: Severity | undefined, configuration: Configuration): Severity | undefined {
  const level = configuration.rules[rule.id] ?? (rule.optIn === true ? 'off' : (reported ?? rule.severity));
  return level === 'off' ? undefined : level;
}

function readIgnore(value: unknown, problems: string[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((glob): glob is string => typeof glob === 'string')) return value;
  problems.push("'ignore' must be a list of globs");
  return [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
