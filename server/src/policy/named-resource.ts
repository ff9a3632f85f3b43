import { coversArn } from './arn.ts';
import type { Token } from './glob.ts';
import type { ArnPattern } from './kernel.ts';

/**
 * Whether the resource is one that `named` speaks of: the same one, its parent or its child, another ARN of the same logical id, or the
 * ARN of what `named` gives only the name of.
 */
export function namesResource(resource: ArnPattern, named: ArnPattern): boolean {
  if (resource.form === 'star') return false;
  if (sharesSymbol(resource, named)) return true;
  if (named.form === 'notArn') return endsWithName(resource, named);
  return coversArn(named, resource) === 'yes' || isBelow(resource, named) || (isExact(resource) && isBelow(named, resource));
}

/** A logical id that both hold, or the one value that `named` consists of. `AWS::Region` and parts of a name say nothing. */
function sharesSymbol(resource: ArnPattern, named: ArnPattern): boolean {
  const own = new Set(namesIn(resource.tokens));
  const [only, ...others] = named.tokens;
  const whole = only?.kind === 'symbol' && others.length === 0 ? [only.key] : [];
  return [...logicalIdsIn(named.tokens), ...whole].some((name) => own.has(name));
}

function namesIn(tokens: readonly Token[]): readonly string[] {
  return [...logicalIdsIn(tokens), ...tokens.flatMap((token) => (token.kind === 'symbol' ? [token.key] : []))];
}

function logicalIdsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    const symbol = token.kind === 'symbol' ? token.symbol : undefined;
    return symbol?.kind === 'ref' || symbol?.kind === 'attribute' ? [symbol.name] : [];
  });
}

/** `arn:aws:s3:::bucket/*` and `arn:aws:s3:::bucket` are below `arn:aws:s3:::bucket/*`, for what counts is the name before `/*`. */
function isBelow(child: ArnPattern, parent: ArnPattern): boolean {
  const name = withoutRest(parent.key);
  const next = child.key[name.length];
  return child.key.startsWith(name) && (next === undefined || next === '/' || next === ':');
}

const STAR_KEY = '\u0000star\u0000';

function withoutRest(key: string): string {
  for (const end of [`/${STAR_KEY}`, `:${STAR_KEY}`]) if (key.endsWith(end)) return key.slice(0, -end.length);
  return key;
}

function isExact(pattern: ArnPattern): boolean {
  return pattern.tokens.every(({ kind }) => kind !== 'star' && kind !== 'any');
}

/** `my-bucket` or `my-bucket/*` names `arn:aws:s3:::my-bucket`, `arn:aws:dynamodb:…:table/my-table` is named by `my-table`. */
function endsWithName(resource: ArnPattern, named: ArnPattern): boolean {
  const name = withoutRest(named.key);
  const own = withoutRest(resource.key);
  return name !== '' && own.length > name.length && own.endsWith(name) && /[:/]/.test(own[own.length - name.length - 1] ?? '');
}
