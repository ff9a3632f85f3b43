import { isInside, parentUri } from './uris.ts';

export const CONFIGURATION_FILE = 'leastwise.config.yaml';

/** Where the configuration of a document may stand, the nearest first: every folder from its own up to `root`. */
export function configurationPlaces(uri: string, root: string): readonly string[] {
  const places: string[] = [];
  for (let folder = parentUri(uri); folder !== undefined && isInside(root, folder); folder = parentUri(folder)) {
    places.push(`${folder}/${CONFIGURATION_FILE}`);
  }
  return places;
}
