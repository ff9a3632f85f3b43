import type { Answer } from '../policy/answer.ts';
import { or } from '../policy/answer.ts';
import { arnFromString, coversArn, overlapsArn } from '../policy/arn.ts';

/** What the configuration says of the permissions boundaries of a document. */
export interface BoundarySettings {
  /** URIs of the files that hold documents of boundaries, by what names the boundary: a pattern of its ARN, or its name. Of several the first wins. */
  readonly files: Readonly<Record<string, string>>;
  /** Every role must have a boundary: any, or one that is named so. */
  readonly required?: true | string;
}

export const NO_BOUNDARY_SETTINGS: BoundarySettings = { files: {} };

/** Equal for settings under which the same is found. */
export function boundaryKey({ files, required }: BoundarySettings): string {
  return JSON.stringify([Object.entries(files), required]);
}

/**
 * Whether a boundary, in `Fn::Sub` notation, is one that an author of the configuration names: by an ARN with `*` and `?`, or by its name. Partition and
 * account may be symbols, whose values the author knows; where another symbol is not covered by a `*` it is unknown.
 */
export function isNamedBoundary(named: string, text: string): Answer {
  if (named === '*' || named === text) return 'yes';
  const written = arnFromString(text);
  if (!named.includes(':')) {
    const [plain, below] = [named, `*/${named}`].map((name) => arnFromString(`arn:*:iam::*:policy/${name}`, LITERAL));
    return or(...[plain, below].map((pattern) => (pattern === undefined ? 'no' : coversArn(pattern, written))));
  }
  if (overlapsArn(arnFromString(named, LITERAL), written) === 'no') return 'no';
  return coversArn(arnFromString(named.replace(/^arn:[^:]*:iam::[^:]*:/, 'arn:*:iam::*:'), LITERAL), written);
}

const LITERAL = { variables: false };
