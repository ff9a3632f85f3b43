import fc from 'fast-check';

/** A way to write a template down. */
export interface WrittenStyle {
  readonly syntax: 'block' | 'flow' | 'json';
  /** Blanks of one level in block YAML, or what `JSON.stringify` takes. */
  readonly indent: number;
  readonly tabs: boolean;
  /** Whether block sequences stand deeper than their key. */
  readonly deep: boolean;
  readonly quote: '' | "'" | '"';
  readonly comments: boolean;
  readonly carriageReturns: boolean;
  /** The string that holds the policy as JSON text; `none` for a policy written out. */
  readonly host: 'none' | 'literal' | 'sub' | 'folded' | 'single' | 'double';
}

export const anyStyle: fc.Arbitrary<WrittenStyle> = fc.record({
  syntax: fc.constantFrom('block', 'flow', 'json'),
  indent: fc.constantFrom(0, 2, 4),
  tabs: fc.boolean(),
  deep: fc.boolean(),
  quote: fc.constantFrom('', "'", '"'),
  comments: fc.boolean(),
  carriageReturns: fc.boolean(),
  host: fc.constantFrom('none', 'none', 'literal', 'sub', 'folded', 'single', 'double'),
});

type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

/** A CloudFormation template with one `AWS::IAM::Policy` that holds the document. */
export function writeTemplate(document: Plain, style: WrittenStyle): string {
  const text = style.host === 'none' ? writeOut(document, style) : writeHosted(document, style);
  return style.carriageReturns ? text.replaceAll('\n', '\r\n') : text;
}

function writeOut(document: Plain, style: WrittenStyle): string {
  const template = { Resources: { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: document } } } };
  if (style.syntax === 'json') return stringify(template, style);
  if (style.syntax === 'flow') return `Resources: ${writeFlow(template.Resources, style)}\n`;
  return `${writeBlock(template, style, 0)}\n`;
}

function stringify(value: Plain, style: WrittenStyle): string {
  return JSON.stringify(value, undefined, style.tabs ? '\t' : style.indent);
}

function writeHosted(document: Plain, style: WrittenStyle): string {
  const json = stringify(document, { ...style, tabs: style.tabs && style.host === 'literal' });
  const head = 'Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: p\n      PolicyDocument: ';
  switch (style.host) {
    case 'literal':
    case 'sub':
    case 'folded': {
      const header = style.host === 'folded' ? '>-' : style.host === 'sub' ? '!Sub |' : '|';
      return `${head}${header}\n${json.replace(/^/gm, '        ')}\n      Users: [u]\n`;
    }
    case 'single':
      return `${head}'${json.replaceAll("'", "''").replace(/\n\s*/g, ' ')}'\n`;
    default:
      return `${head}${JSON.stringify(json)}\n`;
  }
}

function writeString(text: string, style: WrittenStyle): string {
  if (style.quote === '' && text !== 'true' && /^[a-zA-Z][\w:/.*-]*$/.test(text)) return text;
  return style.quote === '"' ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

function writeFlow(value: Plain, style: WrittenStyle): string {
  if (typeof value === 'string') return writeString(value, style);
  if (isList(value)) return `[${value.map((item) => writeFlow(item, style)).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${writeFlow(inner, style)}`)
    .join(', ')} }`;
}

function writeBlock(value: Plain, style: WrittenStyle, column: number): string {
  const step = Math.max(style.indent, 2);
  const note = style.comments ? ' # note' : '';
  if (typeof value === 'string') return writeString(value, style) + note;
  const indent = `\n${' '.repeat(column)}`;
  if (isList(value)) return value.map((item) => `- ${writeBlock(item, style, column + 2)}`).join(indent);
  return Object.entries(value)
    .map(([key, inner]) => {
      if (typeof inner === 'string') return `${key}: ${writeBlock(inner, style, column)}`;
      const deeper = column + (isList(inner) ? (style.deep ? step : 0) : step);
      return `${key}:${note}\n${' '.repeat(deeper)}${writeBlock(inner, style, deeper)}`;
    })
    .join(indent);
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
