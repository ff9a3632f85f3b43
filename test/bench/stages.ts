import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { contextOf } from '../../server/src/analysis/cache.ts';
import type { Document } from '../../server/src/analysis/document.ts';
import { readDocument } from '../../server/src/analysis/document.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { lint } from '../../server/src/lint/engine.ts';
import type { Finding, Rule } from '../../server/src/lint/rule.ts';
import type { KernelCatalog } from '../../server/src/policy/kernel.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { rules } from '../../server/src/rules/index.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { languageOf } from '../../server/src/template/language.ts';
import type { Dialect } from './generate-template.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { summarize, timeSync } from './measure.ts';
import { renderNumber, renderTable } from './table.ts';

const RUNS = 15;
/** The titles of all fixes of a long template take their time. */
const TITLE_RUNS = 3;

/** What each step costs inside one process: parse, lower (with the parse), lint, the titles of all fixes; and the first lint, which decodes. */
export function renderStages(sizes: readonly number[]): string {
  const rows: string[][] = [['median ms', 'lines', 'parse', 'parse+lower', 'lint, first', 'lint', 'fix titles']];
  for (const dialect of DIALECTS) for (const size of sizes) rows.push([...stagesOf(dialect, size)]);
  return renderTable(rows);
}

function stagesOf(dialect: Dialect, size: number): readonly string[] {
  const catalog = openCatalog();
  const text = dialect.generate(size);
  const uri = `file:///bench/${dialect.file}`;
  const parse = medianOf(() => parseDocument(uri, text, languageOf(uri, text, dialect.languageId)));
  const lower = medianOf(() => read(dialect, text, catalog));
  const document = read(dialect, text, catalog);
  const first = timeSync(() => run(rules, document, catalog));
  const again = medianOf(() => run(rules, document, catalog));
  const titles = medianOf(() => titlesOf(run(rules, document, catalog)), TITLE_RUNS);
  return [dialect.name, String(countLines(text)), ...[parse, lower, first, again, Math.max(0, titles - again)].map(renderNumber)];
}

/** What each rule costs over one template of 3,000 lines a dialect: alone, with everything it needs decoded, the engine's own part taken off. */
export function renderRuleCosts(): string {
  const catalog = openCatalog();
  const documents = DIALECTS.map((dialect) => read(dialect, dialect.generate(3000), catalog));
  const runAll = (chosen: readonly Rule[]): readonly Finding[] => documents.flatMap((document) => run(chosen, document, catalog));
  const firsts = new Map(rules.map((rule) => [rule, timeSync(() => runAll([rule]))]));
  const engine = medianOf(() => runAll([]));
  const costs = rules.map((rule) => {
    const alone = medianOf(() => runAll([rule]));
    const titled = medianOf(() => titlesOf(runAll([rule])), TITLE_RUNS);
    return { rule, findings: runAll([rule]).length, alone: Math.max(0, alone - engine), titles: Math.max(0, titled - alone) };
  });
  const total = costs.reduce((sum, { alone }) => sum + alone, 0);
  const rows = costs
    .sort((a, b) => b.alone - a.alone)
    .map(({ rule, findings, alone, titles }) => [
      rule.id,
      String(findings),
      ...[firsts.get(rule) ?? 0, alone].map(renderNumber),
      `${((100 * alone) / total).toFixed(1)} %`,
      renderNumber(titles),
    ]);
  const lines = documents.reduce((sum, { parsed }) => sum + countLines(parsed.source.text), 0);
  const all = medianOf(() => runAll(rules));
  const heading = `${documents.length} templates, ${lines} lines; all rules together ${renderNumber(all)} ms, the engine alone ${renderNumber(engine)} ms\n\n`;
  return heading + renderTable([['median ms', 'findings', 'first run', 'each run', 'of all', 'fix titles'], ...rows]);
}

function openCatalog(): KernelCatalog {
  return withPolicyMemo(readCatalog(readFileSync(ensureCatalog(), 'utf8')));
}

function read(dialect: Dialect, text: string, catalog: KernelCatalog): Document {
  const uri = `file:///bench/${dialect.file}`;
  const result = readDocument(
    uri,
    { read: (asked) => (asked === uri ? { kind: 'text', text, version: '1', languageId: dialect.languageId } : { kind: 'missing' }) },
    catalog,
  );
  if (result.kind === 'foreign') throw new Error(`${dialect.name} was not taken for a template`);
  return result;
}

function run(chosen: readonly Rule[], document: Document, catalog: KernelCatalog): readonly Finding[] {
  const steps = lint(chosen, contextOf(document, catalog), NO_CONFIGURATION);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

function titlesOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, finding) => sum + finding.fixes.length, 0);
}

function medianOf(work: () => unknown, runs = RUNS): number {
  work();
  return summarize(Array.from({ length: runs }, () => timeSync(work))).median;
}
