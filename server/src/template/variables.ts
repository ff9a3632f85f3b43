import type { Dialect } from './template.ts';

/** A variable inside a string: `${self:custom.stage}`, `#{AWS::Region}`, `{{resolve:ssm:/bucket}}`. Offsets are of the decoded text. */
export interface Variable {
  readonly kind: 'serverless' | 'pseudo-plugin' | 'dynamic-reference';
  /** What stands between the braces, trimmed. */
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

/** `\${…}` of Serverless: the text without its backslash. */
export interface Escape {
  readonly kind: 'escape';
  readonly start: number;
}

/**
 * The sources that only Serverless has: a policy variable of IAM never starts so (`${ssm:SourceInstanceARN}` is one, `${ssm:/path}` is none; there is no
 * key `aws:region` or `aws:accountId`). Files included by a serverless.yml are opened on their own as well, as CloudFormation or as a loose policy.
 */
const serverlessSource = /^(?:self|opt|sls|param|env|cf|file|strToBool)\s*[:(]|^ssm(?:\(|:\/)|^aws:(?:region|accountId)\s*[,}]/;

/**
 * What Serverless takes for a variable: a source, perhaps with arguments, and a colon that is not `::` (`${AWS::Region}` and
 * `${Bucket}` are left to CloudFormation), or a function (`strToBool(…)`). Serverless 3 `lib/configuration/variables/parse.js`.
 */
const serverlessVariable = /^[a-zA-Z0-9_-]+(?:\([^)]*\))?\s*:(?!:)|^(?:file|strToBool|git)\(/;

/** The variables of a string, in order and never overlapping; an unclosed one is text. */
export function findVariables(text: string, dialect: Dialect): readonly (Variable | Escape)[] {
  if (!text.includes('{')) return [];
  const found: (Variable | Escape)[] = [];
  let index = 0;
  let unclosed = 0;
  while (unclosed < maximumUnclosed) {
    const brace = text.indexOf('{', index);
    if (brace < 0) break;
    const variable = readVariable(text, brace, dialect);
    if (variable === 'unclosed') {
      unclosed++;
      index = brace + 1;
      continue;
    }
    if (variable === undefined) {
      index = brace + 1;
      continue;
    }
    found.push(variable);
    // An escape is a backslash, a dollar and the brace.
    index = variable.kind === 'escape' ? variable.start + 3 : variable.end;
  }
  return found;
}

/** The variable that a whole string is (`${file(policy.yml):statements}`), spaces around it aside. */
export function findWholeVariable(text: string, dialect: Dialect): string | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('${') || !trimmed.endsWith('}')) return undefined;
  const [variable] = findVariables(trimmed, dialect);
  return variable?.kind === 'serverless' && variable.start === 0 && variable.end === trimmed.length ? variable.content : undefined;
}

function readVariable(text: string, brace: number, dialect: Dialect): Variable | Escape | 'unclosed' | undefined {
  if (text.startsWith('{{resolve:', brace)) {
    const end = findReferenceEnd(text, brace);
    return end < 0 ? 'unclosed' : { kind: 'dynamic-reference', content: text.slice(brace + 2, end), start: brace, end: end + 2 };
  }
  const sigil = text[brace - 1];
  if (sigil === '#' && dialect === 'serverless') {
    const end = findWithin(text, '}', brace);
    const content = end < 0 ? '' : text.slice(brace + 1, end).trim();
    return /^[A-Za-z0-9:.]+$/.test(content) ? { kind: 'pseudo-plugin', content, start: brace - 1, end: end + 1 } : undefined;
  }
  if (sigil !== '$') return undefined;
  const content = text.slice(brace + 1, brace + 41).trimStart();
  if (!(dialect === 'serverless' ? serverlessVariable : serverlessSource).test(longEnough(text, brace, content))) return undefined;
  if (dialect === 'serverless' && text[brace - 2] === '\\') return { kind: 'escape', start: brace - 2 };
  const end = findClosingBrace(text, brace);
  return end < 0 ? 'unclosed' : { kind: 'serverless', content: text.slice(brace + 1, end).trim(), start: brace - 1, end: end + 1 };
}

/** A source's arguments may be long (`ssm(eu-west-1, raw)`): the whole rest where the short start has an open parenthesis. */
function longEnough(text: string, brace: number, start: string): string {
  return start.includes('(') && !start.includes(')') ? text.slice(brace + 1, brace + 400).trimStart() : start;
}

/**
 * The length of a variable in UTF-16 code units, and how many may stay open before the rest is text. Without a bound, a text of nothing
 * but open braces would be searched to its end from each of them.
 */
const maximumLength = 2000;
const maximumUnclosed = 100;

function findWithin(text: string, what: string, from: number): number {
  const found = text.slice(from, from + maximumLength).indexOf(what);
  return found < 0 ? -1 : from + found;
}

/** The two braces that close a dynamic reference: those of the variables in it do not (`{{resolve:ssm:/${Stage}}}`). */
function findReferenceEnd(text: string, open: number): number {
  const last = findClosingBrace(text, open);
  return text[last - 1] === '}' ? last - 1 : findWithin(text, '}}', open);
}

/** The brace that closes the one at `open`; variables nest. -1 where none does. */
function findClosingBrace(text: string, open: number): number {
  let depth = 0;
  const last = Math.min(text.length, open + maximumLength);
  for (let index = open; index < last; index++) {
    if (text[index] === '{') depth++;
    else if (text[index] === '}') {
      depth--;
      if (depth === 0) return index;
    }
  }
  return -1;
}
