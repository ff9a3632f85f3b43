import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Rule } from '../server/src/lint/rule.ts';
import { findLeftOver, findRuleIds, findStale, renderGenerated, ruleFolder, ruleIndex } from './generated/files.ts';
import { renderRuleIndex } from './generated/rule-index.ts';

/**
 * Writes what follows from the rules: their index, their pages, the schema of the configuration file and the editor's settings.
 * With `--check` writes nothing, names what is out of date and answers 1.
 */
export async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  // First and by itself: a rule's test needs the index, and a rule that does not compile yet stops the rest.
  if (!check) writeFileSync(ruleIndex, renderRuleIndex(findRuleIds()));
  const generated = renderGenerated(await loadRules());
  const stale = findStale(generated);
  if (check) {
    for (const file of stale) process.stderr.write(`${file} is out of date: npm run generate\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const file of stale) {
    const text = generated.get(file);
    if (text === undefined) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
  for (const file of findLeftOver(generated)) rmSync(file);
  return 0;
}

/** The rules as their files are now, whatever the index says. */
async function loadRules(): Promise<readonly Rule[]> {
  const outfile = path.resolve('node_modules/.cache/leastwise/rules.mjs');
  await build({
    stdin: { contents: renderRuleIndex(findRuleIds()), loader: 'ts', resolveDir: ruleFolder },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const { rules } = (await import(pathToFileURL(outfile).href)) as { rules: readonly Rule[] };
  for (const [i, id] of findRuleIds().entries()) {
    if (rules[i]?.id !== id) throw new Error(`${ruleFolder}/${id}.ts exports a rule of another id: ${rules[i]?.id}`);
  }
  return rules;
}
