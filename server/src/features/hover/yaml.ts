/**
 * Prints JSON values of a policy as YAML with short intrinsics, `Ref` of a name in `names` printed as the text given there. Reads well; it is
 * shown, never written into a document.
 */
export function renderYaml(value: unknown, names: ReadonlyMap<string, string> = new Map()): string {
  return lines(value, names).join('\n');
}

function lines(value: unknown, names: ReadonlyMap<string, string>): readonly string[] {
  const scalar = inline(value, names);
  if (scalar !== undefined) return [scalar];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => lines(item, names).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
  }
  if (!isRecord(value)) return [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = inline(inner, names);
    return own === undefined ? [`${key}:`, ...lines(inner, names).map((line) => `  ${line}`)] : [`${key}: ${own}`];
  });
}

/** What stands on one line: scalars, empty collections and intrinsics. */
function inline(value: unknown, names: ReadonlyMap<string, string>): string | undefined {
  if (typeof value === 'string') return quoteScalar(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
  const [key, inner] = soleEntry(value) ?? [];
  if (key === undefined) return Object.keys(value).length === 0 ? '{}' : undefined;
  if (key === 'Ref' && typeof inner === 'string') return names.get(inner) ?? `!Ref ${inner}`;
  if (key === 'Fn::GetAtt' && Array.isArray(inner)) return `!GetAtt ${inner.join('.')}`;
  return key === 'Fn::Sub' ? inlineSub(inner, names) : undefined;
}

function inlineSub(value: unknown, names: ReadonlyMap<string, string>): string | undefined {
  if (typeof value === 'string') return `!Sub ${quoteScalar(value)}`;
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !isRecord(value[1])) return undefined;
  let template = value[0];
  const rest: string[] = [];
  for (const [name, bound] of Object.entries(value[1])) {
    const text = inline(bound, names) ?? JSON.stringify(bound);
    const reference = /^!Ref (\S+)$/.exec(text)?.[1] ?? /^!GetAtt (\S+)$/.exec(text)?.[1];
    const plain = isRecord(bound) && /^[^!{[$]/.test(text) ? text.replace(/^(['"])(.*)\1$/, '$2') : undefined;
    const substitute = reference === undefined ? plain : `\${${reference}}`;
    if (substitute === undefined) rest.push(`${name}: ${text}`);
    else template = template.replaceAll(`\${${name}}`, () => substitute);
  }
  const sub = template.includes('${') ? `!Sub ${quoteScalar(template)}` : quoteScalar(template);
  return rest.length === 0 ? sub : `!Sub [${quoteScalar(template)}, {${rest.join(', ')}}]`;
}

function soleEntry(value: object): readonly [string, unknown] | undefined {
  const entries = Object.entries(value);
  return entries.length === 1 ? entries[0] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Quotes only what YAML would read as something else. */
function quoteScalar(text: string): string {
  const isPlain =
    /^[A-Za-z0-9_/$.][^#\n]*$/.test(text) &&
    !text.includes(': ') &&
    !text.endsWith(':') &&
    !/^(?:true|false|null|yes|no|on|off|[-+.\d]+)$/i.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}
