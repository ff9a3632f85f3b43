import ignore from 'ignore';
import type { Configuration, Level } from '../lint/config.ts';
import { mergeConfiguration, NO_CONFIGURATION } from '../lint/config.ts';
import { parseConfiguration } from '../lint/parse-configuration.ts';
import type { Files } from '../template/files.ts';
import { configurationPlaces } from './configuration-places.ts';
import { RULE_IDS } from './rule-list.ts';
import { parentUri, resolveUri } from './uris.ts';

export interface FoundConfiguration {
  readonly configuration: Configuration;
  /** The file it comes from, and what is wrong with it. */
  readonly file?: string;
  readonly problems: readonly string[];
}

export interface ConfigurationReader {
  /** The configuration file that applies to a document; only loaded files are seen. */
  find(uri: string): FoundConfiguration;
  /** What a configuration file says. */
  read(file: string): FoundConfiguration;
  /** Whether the globs of its configuration file leave a document out. */
  isIgnored(uri: string): boolean;
}

/** A configuration file as read; paths are relative to its folder. */
interface ParsedFile {
  readonly version: string;
  readonly found: FoundConfiguration;
  ignored(path: string): boolean;
  /** Levels of the rules for one file. */
  levelsOf(path: string): Readonly<Record<string, Level>>;
}

const NONE: FoundConfiguration = { configuration: NO_CONFIGURATION, problems: [] };

/**
 * Reads configuration files of `root` once a version. `fixed` names the one file that applies to every document, instead of the nearest.
 */
export function createConfigurationReader(files: Files, root: string, fixed: string | undefined): ConfigurationReader {
  const parsed = new Map<string, ParsedFile>();

  function entryOf(file: string) {
    const snapshot = files.read(file);
    if (snapshot.kind !== 'text') return undefined;
    const known = parsed.get(file);
    if (known?.version === snapshot.version) return known;
    const { configuration, problems } = parseConfiguration(snapshot.text, RULE_IDS);
    const overrides = (configuration.overrides ?? []).map(({ files: globs, rules }) => ({ covers: matcherOf(globs), rules }));
    const entry: ParsedFile = {
      version: snapshot.version,
      found: { configuration: withUris(configuration, file), problems, file },
      ignored: matcherOf(configuration.ignore),
      levelsOf: (path) =>
        Object.assign({}, configuration.rules, ...overrides.filter(({ covers }) => covers(path)).map(({ rules }) => rules)),
    };
    parsed.set(file, entry);
    return entry;
  }

  function nearest(uri: string) {
    for (const place of fixed === undefined ? configurationPlaces(uri, root) : [fixed]) {
      const entry = entryOf(place);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  return {
    find(uri) {
      const entry = nearest(uri);
      const path = entry === undefined ? undefined : pathBelow(entry, uri);
      if (entry === undefined || path === undefined || entry.found.configuration.overrides === undefined) return entry?.found ?? NONE;
      const { overrides: _, ...configuration } = entry.found.configuration;
      return { ...entry.found, configuration: { ...configuration, rules: entry.levelsOf(path) } };
    },
    read: (file) => entryOf(file)?.found ?? NONE,
    isIgnored(uri) {
      const entry = nearest(uri);
      const path = entry === undefined ? undefined : pathBelow(entry, uri);
      return entry !== undefined && path !== undefined && entry.ignored(path);
    },
  };
}

/** With the URIs of the files that it names by their paths from its own folder. */
function withUris(configuration: Configuration, file: string): Configuration {
  const { boundaries } = configuration;
  if (boundaries === undefined) return configuration;
  const uris = Object.entries(boundaries).map(([named, path]) => [named, resolveUri(file, path)]);
  return { ...configuration, boundaries: Object.fromEntries(uris) };
}

function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const matcher = ignore().add([...globs]);
  return (path) => matcher.ignores(path);
}

/** The path of a document below the folder of the configuration file, `undefined` where it is not below. */
function pathBelow({ found }: ParsedFile, uri: string): string | undefined {
  const folder = parentUri(found.file ?? '');
  return folder !== undefined && uri.startsWith(`${folder}/`) ? decodeURIComponent(uri.slice(folder.length + 1)) : undefined;
}

/** Command line beats file beats editor. */
export function layerConfiguration(settings: Configuration, file: Configuration, flags: Configuration): Configuration {
  return mergeConfiguration(mergeConfiguration(settings, file), flags);
}
