import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { boundaryKey } from '../grants/boundary-settings.ts';
import type { Rule, Severity } from './rule.ts';

/** How loud a rule is; `off` silences it. */
export type Level = Severity | 'off';

export const LEVELS: readonly Level[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Which rules speak where nothing else is said of them, from the quietest. */
export type Preset = 'minimal' | 'recommended' | 'strict';

/** With what each means, for documentation and settings. */
export const PRESETS: Readonly<Record<Preset, string>> = {
  minimal: 'errors only: what is rejected, or denied at run time',
  recommended: 'every rule but the opt-in ones',
  strict: 'every rule, the opt-in ones too',
};

/** Levels for some files: globs in the notation of `.gitignore`, relative to the configuration file's folder. Of several the last wins. */
export interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, Level>>;
}

/** What a user configures, merged from the command line's flags, `leastwise.config.yaml` and the editor's settings. */
export interface Configuration {
  /** Level by rule id; a rule that is not named keeps its own severity. */
  readonly rules: Readonly<Record<string, Level>>;
  /** Globs in the notation of `.gitignore`, relative to the configuration file's folder; such files are not checked. */
  readonly ignore: readonly string[];
  /** `recommended` if absent. */
  readonly preset?: Preset;
  /** Of a configuration file; what holds for one document is in its `rules` already. */
  readonly overrides?: readonly Override[];
  /**
   * Files with the documents of permissions boundaries, by a pattern of the boundary's ARN or by its name: in a file paths from its folder, of what holds
   * for one document URIs.
   */
  readonly boundaries?: Readonly<Record<string, string>>;
  /** Every role must have a permissions boundary: any, or the one of this ARN (with `*` and `?`) or name. */
  readonly requireBoundary?: true | string;
}

export const NO_CONFIGURATION: Configuration = { rules: {}, ignore: [] };

/** Reads the name of a preset as written in a file, in the editor's settings or on the command line; what is wrong goes to `problems`. */
export function readPreset(value: unknown, problems: string[]): Preset | undefined {
  if (value === undefined || value === null) return undefined;
  const known = Object.keys(PRESETS).filter((name): name is Preset => name === value);
  if (known.length === 0) problems.push(`'${String(value)}' is no preset; write one of ${Object.keys(PRESETS).join(', ')}`);
  return known[0];
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
  const preset = over.preset ?? base.preset;
  const boundaries = over.boundaries ?? base.boundaries;
  const requireBoundary = over.requireBoundary ?? base.requireBoundary;
  return {
    rules: { ...base.rules, ...over.rules },
    ignore: [...base.ignore, ...over.ignore],
    ...(preset === undefined ? {} : { preset }),
    ...(boundaries === undefined ? {} : { boundaries }),
    ...(requireBoundary === undefined ? {} : { requireBoundary }),
  };
}

/** What it says of permissions boundaries. */
export function boundarySettings({ boundaries = {}, requireBoundary }: Configuration): BoundarySettings {
  return requireBoundary === undefined ? { files: boundaries } : { files: boundaries, required: requireBoundary };
}

/** Equal for configurations under which the same is found in a document. */
export function levelsKey(configuration: Configuration): string {
  return JSON.stringify([configuration.preset, configuration.rules, boundaryKey(boundarySettings(configuration))]);
}

/** Whether the rule may report anything. */
export function isActive(rule: Rule, configuration: Configuration): boolean {
  const level = configuration.rules[rule.id];
  return level === undefined ? rule.optIn !== true || configuration.preset === 'strict' : level !== 'off';
}

/** The severity a rule reports with, `undefined` where it is off. `reported` is the severity of the report itself. */
export function severityOf(rule: Rule, reported: Severity | undefined, configuration: Configuration): Severity | undefined {
  const level = configuration.rules[rule.id] ?? presetLevel(rule, reported ?? rule.severity, configuration.preset);
  return level === 'off' ? undefined : level;
}

function presetLevel(rule: Rule, severity: Severity, preset: Preset = 'recommended'): Level {
  if (preset === 'minimal') return severity === 'error' && rule.optIn !== true ? severity : 'off';
  return rule.optIn === true && preset !== 'strict' ? 'off' : severity;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
