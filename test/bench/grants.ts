import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { parseAgain } from '../../server/src/analysis/parse-again.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import type { GrantsInput } from '../../server/src/grants/context.ts';
import { effectiveAccess } from '../../server/src/grants/effective.ts';
import type { FoundGrants } from '../../server/src/grants/roles.ts';
import { findGrants } from '../../server/src/grants/roles.ts';
import type { KernelCatalog } from '../../server/src/policy/kernel.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import type { PolicyMemory } from '../../server/src/policy/lower.ts';
import { lowerPolicySteps } from '../../server/src/policy/lower.ts';
import type { Parsed } from '../../server/src/syntax/source.ts';
import type { VersionEdit } from '../../server/src/template/files.ts';
import { lowerTemplate } from '../../server/src/template/lower-template.ts';
import type { TemplateMemory } from '../../server/src/template/memory.ts';
import { choose, placesOf } from './editing.ts';
import type { Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import type { Dialect } from './generate-template.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { timeRuns, timeSync } from './measure.ts';

/** Lines of a template of some 40 functions. */
const LINES = 3000;
const SAMPLING = { count: 60, warmUp: 20, span: 3000 };

/** What every principal of a template may do, of a document that is lowered already: from nothing, and after a letter is typed into one function. */
export async function* measureGrants(): Figures {
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'latin1'));
  for (const dialect of DIALECTS) {
    const first = lower(dialect, { text: dialect.generate(LINES), edits: [] }, withPolicyMemo(catalog), undefined);
    const name = `${findAll(first).grants.principals.length} principals, ${countLines(first.parsed.source.text)} lines, ${dialect.name}`;
    const cold = await timeRuns(SAMPLING, async () => {
      const lowered = { ...first, input: { ...first.input, catalog: withPolicyMemo(catalog) } };
      return timeSync(() => findAll(lowered));
    });
    yield timesFigure(`effective permissions of ${name}`, cold, 60);
    yield timesFigure(`the same after an edit in one of them`, await timeEdits(dialect, catalog), 5);
  }
}

function timeEdits(dialect: Dialect, catalog: Catalog) {
  const kernel = withPolicyMemo(catalog);
  let text = dialect.generate(LINES);
  let edits: readonly VersionEdit[] = [];
  let lowered = lower(dialect, { text, edits }, kernel, undefined);
  let found = findAll(lowered);
  const places = placesOf(text, 'PutItem');
  return timeRuns(SAMPLING, async (i) => {
    const start = choose(places, Math.floor(i / 2)) + 3;
    const [oldEnd, written] = i % 2 === 0 ? [start, 'q'] : [start + 1, ''];
    edits = [...edits, { from: String(edits.length), start, oldEnd, newEnd: start + written.length }];
    text = text.slice(0, start) + written + text.slice(oldEnd);
    lowered = lower(dialect, { text, edits }, kernel, lowered);
    const before = found;
    const taken = timeSync(() => (found = findAll(lowered, found)));
    const kept = found.grants.principals.filter((principal) => before.grants.principals.includes(principal)).length;
    if (kept === found.grants.principals.length && kept > 0) throw new Error('the edit changed no principal');
    return taken;
  });
}

function findAll({ input }: Lowered, before?: FoundGrants): FoundGrants {
  const found = findGrants(input, before?.memory);
  for (const principal of found.grants.principals) effectiveAccess(input.catalog, principal);
  return found;
}

interface Lowered {
  readonly version: string;
  readonly parsed: Parsed;
  readonly input: GrantsInput & { readonly catalog: KernelCatalog };
  readonly memory: { readonly template: TemplateMemory; readonly policies: PolicyMemory };
}

/** All that an analysis does before it asks who may do what. */
function lower(
  dialect: Dialect,
  { text, edits }: { readonly text: string; readonly edits: readonly VersionEdit[] },
  catalog: KernelCatalog,
  before: Lowered | undefined,
): Lowered {
  const version = String(edits.length);
  const uri = `file:///bench/${dialect.file}`;
  const parsed = parseAgain(before, uri, { kind: 'text', text, version, languageId: dialect.languageId, edits });
  const files = { read: () => ({ kind: 'missing' }) as const };
  const lowered = lowerTemplate(parsed, {
    catalog,
    files,
    parse: () => {
      throw new Error('a generated template names no file');
    },
    ...(before === undefined ? {} : { previous: before.memory.template }),
  });
  if (lowered === undefined) throw new Error(`${dialect.name} was not taken for a template`);
  const { template, memory } = lowered;
  const { policies, memory: ofPolicies } = runToEnd(lowerPolicySteps(template, before?.memory.policies, memory.names.version));
  const input = { catalog, template, policies, version: memory.names.version };
  return { version, parsed, input, memory: { template: memory, policies: ofPolicies } };
}
