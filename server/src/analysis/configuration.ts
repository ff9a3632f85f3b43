import ignore from 'ignore';
import type { Configuration } from '../lint/config.ts';
import { mergeConfiguration, NO_CONFIGURATION, parseConfiguration } from '../lint/config.ts';
import type { Files } from '../template/files.ts';
import { RULE_IDS } from './rule-list.ts';
import { isInside, parentUri } from './uris.ts';

export const CONFIGURATION_FILE = 'leastwise.config.yaml';

export interface FoundConfiguration {
  readonly configuration: Configuration;
  /** The file it comes from, and what is wrong with it. */
  readonly file?: string;
  readonly problems: readonly string[];
}

/** Where the configuration of a document may stand, the nearest first: every folder from its own up to `root`. */
export function configurationPlaces(uri: string, root: string): readonly string[] {
  const places: string[] = [];
  for (let folder = parentUri(uri); folder !== undefined && isInside(root, folder); folder = parentUri(folder)) {
    places.push(`${folder}/${CONFIGURATION_FILE}`);
  }
  return places;
}

export interface ConfigurationReader {
  /** The configuration file that applies to a document; only loaded files are seen. */
  find(uri: string): FoundConfiguration;
  /** What a configuration file says. */
  read(file: string): FoundConfiguration;
  /** Whether the globs of its configuration file leave a document out. */
  isIgnored(uri: string): boolean;
}

const NONE: FoundConfiguration = { configuration: NO_CONFIGURATION, problems: [] };

/**
 * Reads configuration files of `root` once a version. `fixed` names the one file that applies to every document, instead of the nearest.
 */
export function createConfigurationReader(files: Files, root: string, fixed: string | undefined): ConfigurationReader {
  const parsed = new Map<
    string,
    { readonly version: string; readonly found: FoundConfiguration; readonly ignored: (path: string) => boolean }
  >();

  function entryOf(file: string) {
    const snapshot = files.read(file);
    if (snapshot.kind !== 'text') return undefined;
    const known = parsed.get(file);
    if (known?.version === snapshot.version) return known;
    const { configuration, problems } = parseConfiguration(snapshot.text, RULE_IDS);
    const globs = ignore().add([...configuration.ignore]);
    const entry = { version: snapshot.version, found: { configuration, problems, file }, ignored: (path: string) => globs.ignores(path) };
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
    find: (uri) => nearest(uri)?.found ?? NONE,
    read: (file) => entryOf(file)?.found ?? NONE,
    isIgnored(uri) {
      const entry = nearest(uri);
      const folder = parentUri(entry?.found.file ?? '');
      if (entry === undefined || folder === undefined || !uri.startsWith(`${folder}/`)) return false;
      return entry.ignored(decodeURIComponent(uri.slice(folder.length + 1)));
    },
  };
}

/** Command line beats file beats editor. */
export function layerConfiguration(settings: Configuration, file: Configuration, flags: Configuration): Configuration {
  return mergeConfiguration(mergeConfiguration(settings, file), flags);
}
