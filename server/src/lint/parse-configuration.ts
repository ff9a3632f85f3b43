import { parseDocument } from 'yaml';
import type { Configuration, Override } from './config.ts';
import { isRecord, NO_CONFIGURATION, readPreset, readRules } from './config.ts';

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
  if (!isRecord(value)) return { configuration: NO_CONFIGURATION, problems: [`must be a mapping with ${listSettings('`')}`] };
  for (const key of Object.keys(value)) {
    if (!SETTINGS.includes(key)) problems.push(`unknown setting '${key}'; there are ${listSettings("'")}`);
  }
  const preset = readPreset(value['preset'], problems);
  const overrides = readOverrides(value['overrides'], ruleIds, problems);
  return {
    configuration: {
      rules: readRules(value['rules'], ruleIds, problems),
      ignore: readGlobs('ignore', value['ignore'], problems),
      ...(preset === undefined ? {} : { preset }),
      ...(overrides.length === 0 ? {} : { overrides }),
      ...readBoundaries(value['boundaries'], problems),
      ...readRequired(value['requireBoundary'], problems),
    },
    problems,
  };
}

const SETTINGS: readonly string[] = ['preset', 'rules', 'overrides', 'ignore', 'boundaries', 'requireBoundary'];

function listSettings(quote: string): string {
  return SETTINGS.map((name) => `${quote}${name}${quote}`).join(', ');
}

function readBoundaries(value: unknown, problems: string[]): Pick<Configuration, 'boundaries'> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    problems.push("'boundaries' must map ARNs or names of permissions boundaries to files");
    return {};
  }
  const files: Record<string, string> = {};
  for (const [named, file] of Object.entries(value)) {
    if (typeof file === 'string' && file !== '') files[named] = file;
    else problems.push(`the boundary '${named}' must have the path of a file`);
  }
  return { boundaries: files };
}

function readRequired(value: unknown, problems: string[]): Pick<Configuration, 'requireBoundary'> {
  if (value === undefined || value === null || value === false) return {};
  if (value === true || (typeof value === 'string' && value !== '')) return { requireBoundary: value };
  problems.push("'requireBoundary' must be true, or the ARN or name of a permissions boundary");
  return {};
}

function readOverrides(value: unknown, ruleIds: ReadonlySet<string>, problems: string[]): readonly Override[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push("'overrides' must be a list of mappings with `files` and `rules`");
    return [];
  }
  return value.flatMap((item: unknown): readonly Override[] => {
    if (!isRecord(item) || Object.keys(item).some((key) => key !== 'files' && key !== 'rules')) {
      problems.push("an item of 'overrides' must be a mapping with `files` and `rules`");
      return [];
    }
    const files = typeof item['files'] === 'string' ? [item['files']] : readGlobs('files', item['files'], problems);
    return [{ files, rules: readRules(item['rules'], ruleIds, problems) }];
  });
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

function readGlobs(name: string, value: unknown, problems: string[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((glob): glob is string => typeof glob === 'string')) return value;
  problems.push(`'${name}' must be a list of globs`);
  return [];
}
