import path from 'node:path';
import { URI } from 'vscode-uri';
import { createNodeHost } from '../../server/src/host/node.ts';
import { mayHoldPolicies } from '../../server/src/template/policy-words.ts';
import type { Open } from './editable.ts';
import { createFacade } from './facade.ts';
import type { Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import { countLines } from './generate-template.ts';
import { summarize, time } from './measure.ts';

/** Upper ends of the classes that files are counted in, in lines. */
const CLASSES = [100, 1000, 3000, 10_000, 100_000];

const EDITS = 12;

interface Class {
  readonly files: string[];
  readonly opening: number[];
  readonly editing: number[];
}

/** The templates of a folder at the facade, by their length: the first diagnosis of each, and edits of the names of its actions. */
export async function* measureReal(folder: string): Figures {
  const host = createNodeHost([]);
  const open = createFacade();
  const classes = new Map(CLASSES.map((lines): [number, Class] => [lines, { files: [], opening: [], editing: [] }]));
  for (const uri of (await host.findFiles(URI.file(path.resolve(folder)).toString())).files) {
    const file = await host.readFile(uri, undefined);
    if (file.kind !== 'text' || !mayHoldPolicies(file.text)) continue;
    const lines = CLASSES.find((most) => countLines(file.text) <= most);
    const found = lines === undefined ? undefined : classes.get(lines);
    if (found !== undefined) await measureFile(open, found, uri, file.text);
  }
  for (const [lines, { files, opening, editing }] of classes) {
    if (editing.length === 0) continue;
    const name = `${files.length} real files of up to ${lines} lines`;
    yield timesFigure(`open to diagnostics, ${name}`, summarize(opening));
    yield timesFigure(`edit to diagnostics, ${name}`, summarize(editing));
  }
}

async function measureFile(open: Open, { files, opening, editing }: Class, uri: string, text: string): Promise<void> {
  const places = [...text.matchAll(/\b[a-z0-9-]+:(?:Get|Put|List|Describe|Send|Create|Update|Delete)[A-Z]\w+/g)].map(({ index }) => index);
  const document = await open(path.basename(uri), uri.endsWith('.json') ? 'json' : 'yaml', text);
  files.push(uri);
  opening.push(await time(() => document.diagnose()));
  for (let i = 0; i < EDITS && places.length > 0; i++) {
    const place = (places[(Math.floor(i / 2) * 7) % places.length] ?? 0) + 2;
    const edited = await time(async () => {
      await document.replace(place, i % 2, i % 2 === 0 ? 'q' : '');
      await document.diagnose();
    });
    // The first two find code that the engine has not compiled yet.
    if (i > 1) editing.push(edited);
  }
}
