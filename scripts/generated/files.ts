import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from '../../server/src/lint/rule.ts';
import { renderCoverage } from './coverage.ts';
import { renderRuleIndex } from './rule-index.ts';
import { renderRulePages } from './rule-pages.ts';
import { renderConfigurationSchema } from './schema.ts';
import { settings } from './settings.ts';

export const ruleFolder = 'server/src/rules';
export const ruleIndex = `${ruleFolder}/index.ts`;
const pageFolder = 'docs/rules';

/** The ids of the rules that have a file, in alphabetical order. */
export function findRuleIds(): readonly string[] {
  return readdirSync(ruleFolder)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/** The text of every generated file, by path from the repository's root. */
export function renderGenerated(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = [...renderRulePages(rules)].map(([name, text]): readonly [string, string] => [`${pageFolder}/${name}`, text]);
  return new Map([
    [ruleIndex, renderRuleIndex(findRuleIds())],
    ['schemas/configuration.schema.json', renderConfigurationSchema(rules)],
    ['package.json', renderManifest(rules)],
    ['docs/coverage.md', renderCoverage(rules)],
    ...pages,
  ]);
}

/** The files of which the text on disk is another, or which should not be there; by path. */
export function findStale(generated: ReadonlyMap<string, string>): readonly string[] {
  const changed = [...generated].filter(([file, text]) => readIfThere(file) !== text).map(([file]) => file);
  return [...changed, ...findLeftOver(generated)];
}

/** Pages of rules that are no more. */
export function findLeftOver(generated: ReadonlyMap<string, string>): readonly string[] {
  return listIfThere(pageFolder)
    .map((name) => path.posix.join(pageFolder, name))
    .filter((file) => !generated.has(file));
}

/** package.json as it is, with the settings of today. */
function renderManifest(rules: readonly Rule[]): string {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Record<string, unknown> };
  manifest.contributes.configuration = settings(rules);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function listIfThere(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
