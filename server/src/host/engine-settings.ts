import { setFlagsFromString } from 'node:v8';

/** The versions of V8 that know the setting: Node 20, 22, 24, 25 and 26 were tried (`node --v8-options`). Another would write of an unknown option to the standard error. */
const KNOWN = { from: 11, to: 14 };

/**
 * Has the engine make every object among the young ones; to be called before any code of ours is compiled, for compiled code is kept with the settings it was made under.
 *
 * V8 makes an object among the old ones where most that were made at that place lived on for a while. Here these are what is found of a document, which lives as
 * long as the document: the next one's were then left to the collections of the whole heap, and with each of them goes the optimized code of the
 * functions that are not in use just then (measured: docs/performance.md).
 */
export function makeObjectsYoung(): void {
  const major = Number(process.versions.v8.split('.')[0]);
  if (major >= KNOWN.from && major <= KNOWN.to) setFlagsFromString('--no-allocation-site-pretenuring');
}
