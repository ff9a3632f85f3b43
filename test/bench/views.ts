import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { EditedDocument } from '../../server/src/analysis/edited-document.ts';
import { openEdited } from '../../server/src/analysis/edited-document.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { choose, placesOf } from './editing.ts';
import type { Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import type { Sampling, Times } from './measure.ts';
import { timeRuns, timeSync } from './measure.ts';

const SIZES = [1000, 3000, 10_000] as const;

const SAMPLING: Sampling = { count: 40, warmUp: 20, span: 1000 };

/** With the text as opened. */
interface Viewed extends EditedDocument {
  readonly text: string;
}

/** What an editor asks for once it has the findings: the answer's size, by the offset of a name. */
const VERBS: Readonly<Record<string, (document: Viewed, offset: number) => number>> = {
  'code lenses': ({ analysis, uri }) => runToEnd(analysis.codeLensSteps(uri)).length,
  'the tree of permissions': ({ analysis, uri }) => runToEnd(analysis.permissionRootsSteps(uri))?.length ?? 0,
  'the outline': ({ analysis, uri }) => analysis.symbols(uri).length,
  'hints behind wildcards': ({ analysis, uri, text }) => analysis.inlayHints(uri, { start: 0, end: text.length }).length,
  'a definition': ({ analysis, uri }, offset) => analysis.definition(uri, offset).length,
  references: ({ analysis, uri }, offset) => analysis.references(uri, offset, true).length,
  'a rename': ({ analysis, uri }, offset) => (analysis.rename(uri, offset, 'Renamed')?.kind === 'changes' ? 1 : 0),
};

/** Each verb after an edit and its diagnosis, whose time is not counted. */
export async function* measureViews(): Figures {
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'latin1'));
  for (const dialect of DIALECTS.slice(0, 1)) {
    for (const size of SIZES) {
      const text = dialect.generate(size);
      const opened = openEdited(catalog, { uri: `file:///bench/${dialect.file}`, languageId: dialect.languageId, text });
      const document = { ...opened, text };
      for (const [name, ask] of Object.entries(VERBS)) {
        const times = await timeVerb(document, ask);
        yield timesFigure(`${name} after an edit, ${countLines(text)} lines, ${dialect.name}`, times);
      }
    }
  }
}

async function timeVerb(document: Viewed, ask: (document: Viewed, offset: number) => number): Promise<Times> {
  const edited = placesOf(document.text, 'PutItem');
  const names = placesOf(document.text, '!GetAtt ').map((at) => at + '!GetAtt '.length);
  return timeRuns(SAMPLING, async (i) => {
    const place = choose(edited, i);
    const at = choose(names, i + 3);
    document.replace(place + 3, place + 3, 'q');
    document.analysis.diagnose(document.uri);
    let found = 0;
    const taken = timeSync(() => {
      found = ask(document, at > place ? at + 2 : at + 1);
    });
    if (found === 0) throw new Error('no answer');
    document.replace(place + 3, place + 4, '');
    return taken;
  });
}
