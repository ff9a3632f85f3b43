import type { Editable, Open } from './editable.ts';
import { createFacade } from './facade.ts';
import type { Figure, Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import type { Dialect } from './generate-template.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import type { Sampling, Times } from './measure.ts';
import { time, timeRuns } from './measure.ts';
import { openOverWire } from './wire.ts';

const SIZES = [100, 1000, 3000, 10_000, 100_000] as const;

/** What is measured in which dialect: to open a document of 100,000 lines takes longer than to edit it. */
const SIZES_OF: Readonly<Record<string, readonly (typeof SIZES)[number][]>> = {
  'SAM YAML': SIZES,
  'CloudFormation JSON': [1000, 10_000, 100_000],
  Serverless: [1000, 10_000],
};

/** Before those that count there are as many runs as a person types in some seconds: by then the engine has compiled most of what an edit takes. */
const SAMPLING: Sampling = { count: 60, warmUp: 40, span: 1000 };

type Targets = Readonly<Partial<Record<(typeof SIZES)[number], number>>>;

interface Place {
  readonly name: string;
  readonly open: Open;
  readonly diagnostics: Targets;
  readonly completion: Targets;
}

function listPlaces(): readonly Place[] {
  return [
    {
      name: 'at the facade',
      open: createFacade(),
      diagnostics: { 1000: 5, 10000: 10, 100000: 30 },
      completion: { 10000: 10 },
    },
    { name: 'over stdio', open: openOverWire, diagnostics: { 1000: 10, 10000: 16, 100000: 80 }, completion: { 10000: 10 } },
  ];
}

/** From a keystroke to its answer: the time of the edit and of the question right after it. Keystrokes go all over the document. */
export async function* measureEditing(): Figures {
  const places = listPlaces();
  for (const dialect of DIALECTS) {
    for (const size of SIZES_OF[dialect.name] ?? []) {
      const text = dialect.generate(size);
      for (const place of places) yield* measureDocument(dialect, size, text, place);
    }
  }
}

async function* measureDocument(dialect: Dialect, size: (typeof SIZES)[number], text: string, place: Place): Figures {
  const document = await place.open(dialect.file, dialect.languageId, text);
  const figure = (what: string, times: Times, targets: Targets = {}): Figure =>
    timesFigure(`edit to ${what} ${place.name}, ${countLines(text)} lines, ${dialect.name}`, times, targets[size]);
  yield figure('diagnostics', await timeDiagnostics(document, SAMPLING), place.diagnostics);
  yield figure('completion', await timeCompletion(document), place.completion);
  // What is asked less often is measured at two sizes.
  if (size === 1000 || size === 10_000) {
    yield figure('hover', await timeAfterEdit(document, 'GetItem', (offset) => document.hover(offset)));
    yield figure('code actions', await timeAfterEdit(document, 's3:*', (offset) => document.codeActions(offset)));
  }
  await document.close();
}

/** A letter typed into the name of an action, and deleted again. */
export async function timeDiagnostics(document: Editable, sampling: Sampling): Promise<Times> {
  const places = placesOf(document.text, 'PutItem');
  const before = await document.diagnose();
  return timeRuns(sampling, async (i) => {
    const place = choose(places, Math.floor(i / 2));
    const types = i % 2 === 0;
    let found = '';
    const taken = await time(async () => {
      await document.replace(place + 3, types ? 0 : 1, types ? 'q' : '');
      found = await document.diagnose();
    });
    if ((found !== before) !== types) throw new Error(`a misspelt action made findings '${found}' of '${before}'`);
    return taken;
  });
}

/** Half a name of an action, or half an ARN, and completion at its end. */
async function timeCompletion(document: Editable): Promise<Times> {
  const kinds = [
    { whole: 'PutItem', half: 'Pu' },
    { whole: 'eu-west-1:111122223333:table/audit', half: '' },
  ].map((kind) => ({ ...kind, places: placesOf(document.text, kind.whole) }));
  return timeRuns(SAMPLING, async (i) => {
    const { whole, half, places } = choose(
      kinds.filter((kind) => kind.places.length > 0),
      i,
    );
    const place = choose(places, Math.floor(i / 2));
    let found = 0;
    const taken = await time(async () => {
      await document.replace(place, whole.length, half);
      found = await document.complete(place + half.length);
    });
    if (found === 0) throw new Error(`no completion after '${half}' in place of '${whole}'`);
    await document.replace(place, half.length, whole);
    return taken;
  });
}

/** A letter typed into the name of an action; what is asked about a word elsewhere. */
async function timeAfterEdit(document: Editable, word: string, ask: (offset: number) => Promise<number>): Promise<Times> {
  const edited = placesOf(document.text, 'PutItem');
  const asked = placesOf(document.text, word);
  return timeRuns(SAMPLING, async (i) => {
    const place = choose(edited, i);
    const at = choose(asked, i + 3);
    let found = 0;
    const taken = await time(async () => {
      await document.replace(place + 3, 0, 'q');
      // Inside of the word, whether the letter has moved it or not.
      found = await ask(at + 2);
    });
    if (found === 0) throw new Error(`no answer at '${word}'`);
    await document.replace(place + 3, 1, '');
    return taken;
  });
}

/** One of them, all over the list as `i` grows. */
export function choose<T>(values: readonly T[], i: number): T {
  const chosen = values[(i * 7) % values.length];
  if (chosen === undefined) throw new Error('the template has no place to edit');
  return chosen;
}

/** Where a word stands. */
export function placesOf(text: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at);
  return places;
}
