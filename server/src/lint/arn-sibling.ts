import type { Catalog, CloudFormationType } from '../catalog/catalog.ts';
import { formatPieces } from '../policy/arn-format.ts';
import { appendedSuffix, resourcePart } from './arn-family.ts';

const MOST_SIBLINGS = 4;

/** ARNs of other types that begin with the same name: the executions of a state machine. What else they hold is `*`. */
export function siblingsOf(written: string, named: readonly string[], wanted: ReadonlySet<string>, catalog: Catalog): readonly string[] {
  const formats = [...wanted].flatMap(
    (type) => catalog.resourceType(type.slice(0, type.indexOf(':')), type.slice(type.indexOf(':') + 1))?.arns ?? [],
  );
  const found = named.flatMap((own) => formats.flatMap((format) => findSibling(written, own, format) ?? []));
  return [...new Set(found)].sort((a, b) => a.length - b.length).slice(0, MOST_SIBLINGS);
}

/** The ARN of a resource of the template with its fields, in `Fn::Sub` notation; of a type whose ARN ends in its name also by its attribute `Name`. */
export function arnText({ arnSub, arnTemplate, attributes }: CloudFormationType, logicalId: string): string | undefined {
  if (arnSub !== undefined) return arnSub.replaceAll('${Ref}', () => `\${${logicalId}}`).replaceAll('${Ref.', () => `\${${logicalId}.`);
  if (arnTemplate === undefined || !attributes.has('Name')) return undefined;
  const named = arnTemplate
    .replace('${Partition}', () => '${AWS::Partition}')
    .replace('${Region}', () => '${AWS::Region}')
    .replace('${Account}', () => '${AWS::AccountId}')
    .replace(/\$\{\w+Name\}$/, () => `\${${logicalId}.Name}`);
  return /\$\{(?!AWS::)\w+\}/.test(named) ? undefined : named;
}

/**
 * The ARN of format `sibling` that has the names of a written ARN of format `own`, both in `Fn::Sub` notation: `…:execution:Machine:*` of
 * `…:stateMachine:Machine`. `undefined` where the formats do not begin with the same name.
 */
function findSibling(written: string, own: string, sibling: string): string | undefined {
  const [first] = namesOf(resourcePart(own));
  if (first === undefined || namesOf(resourcePart(sibling))[0] !== first || appendedSuffix(own, sibling) !== undefined) return undefined;
  const head = /^(?:(?:\$\{[^}]*\}|[^:])*:){5}/.exec(written)?.[0];
  const names = head === undefined ? undefined : readNames(written.slice(head.length), resourcePart(own));
  if (head === undefined || names === undefined) return undefined;
  return head + resourcePart(sibling).replace(/\$\{([^}]*)\}/g, (_, name: string) => names.get(name) ?? '*');
}

/** What stands for each placeholder of a format. */
function readNames(text: string, format: string): ReadonlyMap<string, string> | undefined {
  const pattern = formatPieces(format)
    .map((piece) => (piece.kind === 'placeholder' ? '((?:\\$\\{[^}]*\\}|[^/:${}])+)' : piece.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (match === null) return undefined;
  return new Map(namesOf(format).map((name, i) => [name, match[i + 1] ?? '']));
}

function namesOf(format: string): readonly string[] {
  return formatPieces(format).flatMap((piece) => (piece.kind === 'placeholder' ? [piece.name] : []));
}
