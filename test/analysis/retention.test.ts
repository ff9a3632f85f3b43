import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Document, DocumentMemory } from '../../server/src/analysis/document.ts';
import { lowerDocument } from '../../server/src/analysis/document.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { DIALECTS } from '../bench/generate-template.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { createCollector } from '../support/collector.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

/** A version of a document, lowered from what the one before has left. */
function lower(name: string, text: string, memory: DocumentMemory | undefined): Document {
  const uri = `file:///${name}`;
  const document = lowerDocument(
    parseDocument(uri, text, name.endsWith('.json') ? 'json' : 'yaml'),
    { read: () => ({ kind: 'missing' }) },
    catalog,
    {
      memory,
    },
  );
  if (document.kind === 'foreign') throw new Error('not taken for a template');
  return document;
}

interface Versions {
  readonly last: Document;
  /** What the first version alone has. */
  readonly first: Readonly<Record<string, WeakRef<object>>>;
}

/** Versions that differ in the name of one action; `asks` for the grants of each, or of none. */
function playVersions(name: string, text: string, asks: boolean): Versions {
  const refs: Record<string, WeakRef<object>> = {};
  let last: Document | undefined;
  for (let number = 0; number < 4; number++) {
    const document = lower(name, text.replace('dynamodb:PutItem', `dynamodb:PutItem${number}`), last?.memory);
    if (asks) expect(document.grants.principals.length).toBeGreaterThan(0);
    if (last === undefined) {
      const { template, policies, memory } = document;
      for (const [key, value] of Object.entries({ document, template, policies, memory })) refs[key] = new WeakRef(value);
    }
    last = document;
  }
  if (last === undefined) throw new Error('there is no version');
  return { last, first: refs };
}

/** How often is collected before something counts as held: the engine holds on to objects for a moment when it compiles code that sees them. */
const COLLECTIONS = 20;

/** Names of what is still there after full collections. */
async function findHeld(refs: Versions['first']): Promise<readonly string[]> {
  const gc = createCollector();
  let held = Object.keys(refs);
  for (let round = 0; round < COLLECTIONS && held.length > 0; round++) {
    // What a reference has been made to, or asked of one, stays until the turn is over.
    await sleep(10);
    gc();
    held = held.filter((key) => refs[key]?.deref() !== undefined);
  }
  return held;
}

test.each(DIALECTS.flatMap(({ name, file, generate }) => [true, false].map((asks) => ({ name, asks, file, generate }))))(
  'a version of a document holds nothing of those before it but what it has itself: $name, grants asked for: $asks',
  async ({ file, generate, asks }) => {
    const { last, first } = playVersions(file, generate(300), asks);
    expect(await findHeld(first)).toEqual([]);
    expect(last.policies.length).toBeGreaterThan(0);
  },
);
