import type { CloudFormationType } from '../catalog/catalog.ts';
import { formatPieces } from '../policy/arn-format.ts';
import { findPair } from '../syntax/node.ts';
import { makeText, readText } from '../template/intrinsics.ts';
import { findSymbol } from '../template/symbol.ts';
import type { Resource, Template } from '../template/template.ts';
import type { Text, TextPart, TextSymbol } from '../template/text.ts';

/**
 * Texts with what is known of their symbols written out: the values that are given for parameters, pseudo parameters and variables, and the names that
 * resources have by a property (`BucketName`). A name that CloudFormation makes stays a symbol.
 */
export function knownValues(template: Template, given: ReadonlyMap<string, string>): (text: Text) => Text {
  function expandPart(part: TextPart): readonly TextPart[] {
    if (part.kind === 'literal') return [part];
    const { symbol, range } = part;
    const value = given.get(symbol.key);
    if (value !== undefined && GIVEN.has(symbol.kind)) return [{ kind: 'literal', text: value, range }];
    const parts = resourceParts(template, part);
    // What a resource comes to holds no other resource's name, so that this ends.
    return parts === undefined ? [part] : parts.flatMap((own) => (own === part ? [own] : expandPart(own)));
  }

  return (text) =>
    text.parts.every(({ kind }) => kind === 'literal')
      ? text
      : makeText(text.node, text.range, text.form, joinLiterals(text.parts.flatMap(expandPart)));
}

const GIVEN: ReadonlySet<TextSymbol['kind']> = new Set(['parameter', 'pseudo', 'variable']);

/** The name of a resource where its author gives one, its ARN in parts; `undefined`: the symbol itself. */
function resourceParts(template: Template, part: Extract<TextPart, { kind: 'symbol' }>): readonly TextPart[] | undefined {
  const { symbol } = part;
  if (symbol.kind !== 'ref' && symbol.kind !== 'attribute') return undefined;
  const resource = template.scope.resources.get(symbol.name);
  const type = resource && template.scope.catalog.cloudFormationType(resource.type);
  if (resource === undefined || type === undefined) return undefined;
  const name = type.nameProperty === undefined ? undefined : nameOf(template, resource, type.nameProperty);
  if (isArnOf(type, symbol)) return arnParts(template, type, name, part);
  const isName = symbol.kind === 'ref' ? symbol.value?.kind === 'name' : symbol.attribute === type.nameProperty;
  return isName ? name : undefined;
}

function nameOf(template: Template, { properties }: Resource, property: string): readonly TextPart[] | undefined {
  const node = findPair(properties, property)?.value;
  const path = findPair(properties, 'Path')?.value;
  if (node === undefined || (path !== undefined && !(path.kind === 'scalar' && path.value === '/'))) return undefined;
  const { parts } = readText(node, template);
  const isKnown = parts.length > 0 && parts.every((part) => part.kind === 'literal' || GIVEN.has(part.symbol.kind));
  return isKnown ? parts : undefined;
}

function isArnOf({ arnAttribute, ref }: CloudFormationType, symbol: TextSymbol): boolean {
  if (symbol.value?.kind !== 'arn') return false;
  return symbol.kind === 'attribute' ? symbol.attribute === arnAttribute : ref.kind === 'arn';
}

/** Their ARN ends in their name; no attribute but the ARN itself says so. */
const NAMED_AT_THE_END: ReadonlySet<string> = new Set([
  'AWS::IAM::Role',
  'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::StateMachine',
]);
const PSEUDO: Readonly<Record<string, string>> = { Partition: 'AWS::Partition', Region: 'AWS::Region', Account: 'AWS::AccountId' };

/** The ARN's text with the name where it stands, or the symbol of the name that CloudFormation makes. */
function arnParts(
  { scope }: Template,
  type: CloudFormationType,
  name: readonly TextPart[] | undefined,
  { symbol, range }: Extract<TextPart, { kind: 'symbol' }>,
): readonly TextPart[] | undefined {
  const format = symbol.value?.arn ?? type.arnTemplate;
  const made = /\$\{Ref(\.\w+)?\}/.exec(type.arnSub ?? '');
  if (format === undefined || (made === null && !NAMED_AT_THE_END.has(type.name))) return undefined;
  const pieces = formatPieces(format);
  const open = pieces.filter((piece) => piece.kind === 'placeholder' && PSEUDO[piece.name] === undefined);
  if (open.length !== 1) return undefined;
  return pieces.flatMap((piece): readonly TextPart[] => {
    if (piece.kind === 'literal') return [{ kind: 'literal', text: piece.text, range }];
    const pseudo = PSEUDO[piece.name];
    if (pseudo !== undefined) return [{ kind: 'symbol', symbol: findSymbol(pseudo, scope), range }];
    if (name !== undefined) return name;
    const own = made === null ? madeName(symbol, piece.name) : findSymbol(`${symbol.name}${made[1] ?? ''}`, scope);
    return [{ kind: 'symbol', symbol: own, range }];
  });
}

/** The name of a resource that neither `Ref` nor an attribute gives. */
function madeName({ kind, name, resourceType }: TextSymbol, placeholder: string): TextSymbol {
  const type = resourceType === undefined ? {} : { resourceType };
  return { kind, key: `${name}#${placeholder}`, name, ...type, value: { kind: 'name', resourceTypes: [] } };
}

function joinLiterals(parts: readonly TextPart[]): readonly TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}
