import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureCatalog } from '../action-catalog/build/ensure.ts';
import type { Diagnostic } from '../server/src/analysis/answers.ts';
import { createAnalysis } from '../server/src/analysis/create-analysis.ts';
import { readCatalog } from '../server/src/catalog/read-catalog.ts';
import { NO_CONFIGURATION } from '../server/src/lint/config.ts';
import type { FileSnapshot } from '../server/src/template/files.ts';

const usage = 'usage: npm run accuracy -- [--errors | --rule <id>] [folder…]\n';

/**
 * Counts findings by rule and severity over the documents of all AWS managed policies and over the templates below the folders given; with `--errors` or
 * `--rule` lists these findings, to be read one by one.
 */
export function main(args: readonly string[]): number {
  const list = args[0] === '--errors' ? 'error' : args[0] === '--rule' ? args[1] : undefined;
  const folders = list === undefined ? args : args.slice(list === 'error' ? 1 : 2);
  if (folders.some((folder) => folder.startsWith('-'))) {
    process.stderr.write(usage);
    return 2;
  }
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'utf8'));
  const managed = new Map(
    catalog.managedPolicyNames().map((name) => [`managed:///${name}.json`, catalog.managedPolicy(name)?.document() ?? '']),
  );
  const read = (uri: string): FileSnapshot => {
    const text = managed.get(uri) ?? readBelow(uri, folders);
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text, version: '1' };
  };
  const analysis = createAnalysis({ catalog, files: { read }, configurationOf: () => NO_CONFIGURATION });
  const diagnose = (uris: Iterable<string>): Counted => {
    const counted: Counted = { documents: 0, findings: [] };
    for (const uri of uris) {
      const { ours, diagnostics } = analysis.diagnose(uri);
      analysis.forget(uri);
      if (ours) counted.documents++;
      for (const diagnostic of diagnostics) counted.findings.push({ uri, diagnostic, line: lineOf(read(uri), diagnostic) });
    }
    return counted;
  };
  const sets: readonly (readonly [string, Counted])[] = [
    ['AWS managed policies', diagnose(managed.keys())],
    ...folders.map((folder) => [folder, diagnose(walk(folder))] as const),
  ];
  for (const [name, counted] of sets)
    process.stdout.write(list === undefined ? renderCounts(name, counted) : renderFindings(counted, list));
  return 0;
}

interface Counted {
  documents: number;
  readonly findings: { readonly uri: string; readonly diagnostic: Diagnostic; readonly line: number }[];
}

function renderCounts(name: string, { documents, findings }: Counted): string {
  const counts = new Map<string, number>();
  for (const { diagnostic } of findings) {
    const key = `| ${diagnostic.rule} | ${diagnostic.severity} |`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([key, count]) => `${key} ${count} |`);
  return `\n${name}: ${documents} documents\n\n| rule | severity | findings |\n| --- | --- | ---: |\n${rows.join('\n')}\n`;
}

function renderFindings({ findings }: Counted, list: string): string {
  const chosen = findings.filter(({ diagnostic }) => diagnostic.severity === list || diagnostic.rule === list);
  return chosen.map(({ uri, diagnostic, line }) => `${uri}:${line} ${diagnostic.rule}: ${diagnostic.message}\n`).join('');
}

function lineOf(snapshot: FileSnapshot, { place }: Diagnostic): number {
  return snapshot.kind === 'text' ? snapshot.text.slice(0, place.start).split('\n').length : 0;
}

function readBelow(uri: string, folders: readonly string[]): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  const file = fileURLToPath(uri);
  if (!folders.some((folder) => file.startsWith(path.resolve(folder) + path.sep))) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : undefined;
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') yield* walk(inner);
    else if (entry.isFile() && /\.(?:ya?ml|json|jsonc|template)$/.test(entry.name)) yield pathToFileURL(path.resolve(inner)).href;
  }
}
