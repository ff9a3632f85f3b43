import { readClient } from '../../server/src/lsp/client.ts';
import type { Memory } from '../bench/server-process.ts';
import { CAPABILITIES, startServer } from '../bench/server-process.ts';
import { decodeCatalog, moveOn, openDocuments, restore } from './soak-documents.ts';
import { createRandom, pick } from './soak-edits.ts';
import { createReference } from './soak-expected.ts';
import type { Asker, Counts } from './soak-questions.ts';
import { createAsker, QUESTIONS } from './soak-questions.ts';

export interface SoakOptions {
  /** At least 20 where memory is measured. */
  readonly edits: number;
  readonly seed: number;
  /** The server's program. */
  readonly program: string;
  /** One of so many questions has its answer compared with that of a fresh analysis. */
  readonly compareEvery: number;
  /** Measures the memory after a tenth of the edits, after half of them and at the end. */
  readonly measuresMemory: boolean;
}

export interface SoakResult extends Counts {
  /** What went wrong: nothing, it is hoped. */
  readonly faults: readonly string[];
  /** After a tenth, after half and at the end: the medians of three measurements, the last of them there; none where it is not measured. */
  readonly memory: readonly Memory[];
}

/**
 * For the server: native memory that is freed goes back to the system, as far as glibc can give it (mallopt(3)). How much it keeps for later differs by a
 * twentieth of all from run to run, which would hide a leak or look like one.
 */
const GIVES_BACK = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** How many questions may be open at a time. */
const OPEN = 8;

/**
 * Edits several documents in a server over its pipes, as fast as it follows, and asks it all the time: some questions are cancelled, many are
 * overtaken by the next edit, several are open at once.
 */
export async function soak({ edits, seed, program, compareEvery, measuresMemory }: SoakOptions): Promise<SoakResult> {
  const random = createRandom(seed);
  const server = await startServer({ collects: measuresMemory, program, ...(measuresMemory && { env: GIVES_BACK }) });
  await decodeCatalog(server);
  const documents = await openDocuments(server);
  const reference = createReference(readClient({ capabilities: CAPABILITIES, processId: null, rootUri: null }));
  const memory: Memory[] = [];
  const asker = createAsker({ server, random, documents, reference, compareEvery });

  async function measure(): Promise<void> {
    for (const document of documents) for (const each of [document, ...document.fragments]) await restore(server.connection, each);
    await askAll(asker);
    if (measuresMemory) memory.push(await server.memory());
  }

  async function askAll({ ask, settle }: Asker): Promise<void> {
    for (const document of documents) for (const question of QUESTIONS) ask(question, document);
    await settle();
  }

  const measured = momentsOf(edits);
  for (let edit = 0; edit < edits; edit++) {
    const document = pick(random, documents);
    await moveOn(server, random, pick(random, [document, ...document.fragments]));
    for (let questions = random(3) === 0 ? 1 + random(2) : 0; questions > 0; questions--) asker.ask(pick(random, QUESTIONS), document);
    if (asker.open() >= OPEN || random(20) === 0) await asker.settle();
    if (measured.has(edit)) await measure();
  }
  await asker.settle();
  await measure();
  await server.stop();
  return {
    ...asker.counts,
    faults: asker.faults,
    memory: [0, 3, 6].slice(0, memory.length / 3).map((at) => medians(memory.slice(at, at + 3))),
  };
}

/** The edits after which memory is measured, but for the very end. What an allocator keeps for later differs from one moment to the next: hence three times each. */
function momentsOf(edits: number): ReadonlySet<number> {
  const apart = Math.ceil(edits / 200);
  const lasts = [Math.floor(edits / 10), Math.floor(edits / 2), edits];
  return new Set(lasts.flatMap((last) => [last - 2 * apart, last - apart, last]).filter((edit) => edit < edits));
}

function medians(three: readonly Memory[]): Memory {
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[1] ?? Number.NaN;
  return { resident: median(three.map(({ resident }) => resident)), live: median(three.map(({ live }) => live)) };
}
