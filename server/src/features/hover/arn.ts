import type { Catalog } from '../../catalog/catalog.ts';
import type { ArnPattern } from '../../policy/arn.ts';
import { arnPattern, literalService, renderTokens } from '../../policy/arn.ts';
import { resourceTypesNamed } from '../../policy/resource-types.ts';
import type { Text, TextSymbol } from '../../template/text.ts';
import { renderText } from '../../template/text.ts';
import { code, escapeMarkdown, paragraphs } from '../markdown.ts';

const LISTED_TYPES = 8;

/** Markdown about a value of `Resource`: service, resource types, the parts of the ARN, and what each symbol in it stands for. */
export function describeArn(catalog: Catalog, text: Text): string {
  return describeArnPattern(catalog, arnPattern(catalog, text), renderText(text), describeSymbols(text));
}

/** Markdown about a pattern: service, resource types, the parts of the ARN, and what more there is to say. */
export function describeArnPattern(catalog: Catalog, pattern: ArnPattern, written: string, more: string | undefined): string {
  return paragraphs(`**${escapeMarkdown(written)}**`, describeForm(pattern), ...describeParts(catalog, pattern), more);
}

function describeForm(pattern: ArnPattern): string | undefined {
  if (pattern.form === 'star') return 'Every resource.';
  if (pattern.form === 'notArn') return 'Not an ARN: a statement that names it matches no resource.';
  return pattern.form === 'unknown' ? 'Known at deployment only.' : undefined;
}

function describeParts(catalog: Catalog, pattern: ArnPattern): readonly (string | undefined)[] {
  const { parts } = pattern;
  if (parts === undefined || pattern.form === 'star') return [];
  const service = literalService(pattern);
  const known = service === undefined ? undefined : catalog.service(service);
  const named: readonly (readonly [string, string])[] = [
    ['Partition', renderTokens(parts.partition)],
    ['Service', renderTokens(parts.service) + (known === undefined ? '' : ` (${known.name})`)],
    ['Region', renderTokens(parts.region)],
    ['Account', renderTokens(parts.account)],
    ['Resource', renderTokens(parts.resource)],
  ];
  const list = named.map(([name, value]) => `- ${name}: ${value === '' ? 'none' : code(value)}`).join('\n');
  return [known === undefined ? undefined : describeTypes(catalog, known.prefix, pattern), list];
}

function describeTypes(catalog: Catalog, service: string, pattern: ArnPattern): string {
  const named = resourceTypesNamed(catalog, service, pattern);
  const certain = named.filter(({ answer }) => answer === 'yes');
  const shown = certain.length > 0 ? certain : named;
  if (shown.length === 0) return `Names no resource type of ${escapeMarkdown(service)}.`;
  const types = shown.slice(0, LISTED_TYPES).map(({ resourceType }) => code(`${service}:${resourceType.name}`));
  const more = shown.length > LISTED_TYPES ? ` and ${shown.length - LISTED_TYPES} more` : '';
  return `${certain.length > 0 ? 'Names' : 'May name'} ${types.join(', ')}${more}.`;
}

function describeSymbols(text: Text): string | undefined {
  const symbols = new Map(text.parts.flatMap((part) => (part.kind === 'symbol' ? [[part.symbol.key, part.symbol] as const] : [])));
  const lines = [...symbols.values()].map((symbol) => `- ${code(`\${${symbol.key}}`)}: ${describeSymbol(symbol)}`);
  return lines.length === 0 ? undefined : lines.join('\n');
}

const VALUE_WORDS: Readonly<Record<string, string>> = { arn: 'the ARN', name: 'the name', id: 'the id', url: 'the URL' };

/** What a symbol stands for: `the ARN of the AWS::S3::Bucket Bucket`. */
function describeSymbol(symbol: TextSymbol): string {
  const value = VALUE_WORDS[symbol.value?.kind ?? ''];
  switch (symbol.kind) {
    case 'ref':
    case 'attribute': {
      const what = value ?? (symbol.attribute === undefined ? 'a value' : `the attribute ${code(symbol.attribute)}`);
      return `${what} of the ${symbol.resourceType === undefined ? 'resource' : code(symbol.resourceType)} ${code(symbol.name)}`;
    }
    case 'parameter':
      return symbol.defaultValue === undefined ? 'a parameter' : `a parameter, ${code(symbol.defaultValue)} by default`;
    case 'pseudo':
      return 'a pseudo parameter';
    case 'import':
      return 'an export of another stack';
    case 'map':
      return 'a value of a mapping';
    case 'variable':
      return 'a variable of the Serverless Framework';
    case 'loop':
      return 'the identifier of a loop';
    case 'unknown':
      return 'not known';
  }
}
