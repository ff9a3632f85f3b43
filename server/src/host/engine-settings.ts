import { setFlagsFromString } from 'node:v8';

/** The versions of V8 that know the settings: Node 20, 22, 24, 25 and 26 were tried (`node --v8-options`). Another would write of an unknown option to the standard error. */
const KNOWN = { from: 11, to: 14 };

const SETTINGS = [
  /*
   * Objects are made among the young ones, all of them. V8 makes an object among the old ones where most that were made at that place lived on for a while. Here
   * these are what is found of a document, which lives as long as the document: the next one's were then left to the collections of the whole heap, and with
   * each of them goes the optimized code of the functions that are not in use just then (measured: docs/performance.md).
   */
  '--no-allocation-site-pretenuring',
  /*
   * A function that is optimized takes in less of those that it calls: 200 bytes of their bytecode, not 920. Many rules call the same helpers, and V8 compiles
   * these anew within each of them, which took more of a short life than it gave back (measured: docs/performance.md).
   */
  '--max-inlined-bytecode-size-cumulative=200',
];

/** Sets V8 up for programs that run many small functions over short-lived data; to be called before any code of ours is compiled, for compiled code is kept with the settings it was made under. */
export function setEngineUp(): void {
  const major = Number(process.versions.v8.split('.')[0]);
  if (major >= KNOWN.from && major <= KNOWN.to) for (const setting of SETTINGS) setFlagsFromString(setting);
}
