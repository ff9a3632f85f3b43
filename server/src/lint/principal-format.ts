/** What is wrong with a single value of `Principal`. Facts: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers", 2026-11. */
import type { Text, TextPart } from '../template/text.ts';
import { parseServicePrincipal, soleSymbol } from './principal.ts';
import { quote } from './text.ts';

export type PrincipalKey = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export const PRINCIPAL_KEYS: readonly PrincipalKey[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

export interface PrincipalProblem {
  readonly message: string;
  /** The key that the value belongs under. */
  readonly key?: PrincipalKey;
  /** The principal was deleted, or is named by the id that is shown of a deleted one. */
  readonly deleted?: true;
  /** The attribute of the template's resource that was meant. */
  readonly attribute?: string;
}

/** What is wrong with a value under a key; wildcards and policy variables are others' business, and so is what is not known. */
export function findPrincipalProblem(text: Text, key: PrincipalKey): PrincipalProblem | undefined {
  const symbol = soleSymbol(text);
  if (symbol !== undefined) {
    if (symbol.resourceType !== 'AWS::IAM::Role' && symbol.resourceType !== 'AWS::IAM::User') return undefined;
    const what = symbol.resourceType === 'AWS::IAM::Role' ? 'role' : 'user';
    if (symbol.kind === 'ref') {
      return {
        message: `!Ref of a ${what} is its name; a principal is named by its ARN, ${quote(`!GetAtt ${symbol.name}.Arn`)}`,
        attribute: 'Arn',
      };
    }
    const isMisplaced = symbol.attribute === 'Arn' && key !== 'AWS';
    return isMisplaced ? { message: `The ARN of a ${what} belongs under AWS, not under ${key}`, key: 'AWS' } : undefined;
  }
  const written = text.parts.map(standIn).join('');
  if (written.includes('\u0000') || /[*?]|\$\{/.test(written) || (key === 'Service' && !written.startsWith('arn:'))) return undefined;
  const shown = quote(text.parts.map((part) => (part.kind === 'literal' ? part.text : `\${${part.symbol.key}}`)).join(''));
  const belongs = keyOf(written);
  if (belongs !== undefined)
    return belongs === key ? undefined : { message: `${shown} belongs under ${belongs}, not under ${key}`, key: belongs };
  if (key === 'AWS') return findAwsProblem(written, shown);
  return undefined;
}

/** The key that a whole value belongs under, by its form; `undefined` where its form is none. */
export function keyOf(written: string): PrincipalKey | undefined {
  if (parseServicePrincipal(written) !== undefined) return FEDERATED_SERVICES.has(written) ? undefined : 'Service';
  if (/^arn:[^:]+:iam::\d{12}:(?:saml|oidc)-provider\/./.test(written)) return 'Federated';
  return AWS_FORMS.some((form) => form.test(written)) ? 'AWS' : undefined;
}

/** A domain of AWS that is a web identity provider as well. */
const FEDERATED_SERVICES: ReadonlySet<string> = new Set(['cognito-identity.amazonaws.com']);

const AWS_FORMS: readonly RegExp[] = [
  /^\d{12}$/,
  /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:user|role)\/.+)$/,
  /^arn:aws[a-z-]*:sts::\d{12}:(?:assumed-role\/[^/]+|federated-user)\/.+$/,
  // The origin access identity of CloudFront, which bucket policies name.
  /^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/,
];

function findAwsProblem(written: string, shown: string): PrincipalProblem | undefined {
  if (/^A(?:ROA|IDA)[A-Z0-9]{12,}$/.test(written)) {
    const what = written.startsWith('AROA') ? 'role' : 'user';
    return {
      message: `${shown} is the id of a ${what} that was deleted, or stands for its ARN; name the ${what} by its ARN`,
      deleted: true,
    };
  }
  // Canonical user ids, and the access keys of old, are read by S3.
  if (/^[0-9a-f]{64}$/.test(written)) return undefined;
  if (/^arn:[^:]+:iam::\d{12}:group\//.test(written))
    return { message: `${shown} is a group, which cannot be a principal; name its users or a role` };
  if (/^\d+$/.test(written)) return { message: `An account has 12 digits, ${shown} has ${written.length}` };
  if (!written.startsWith('arn:')) return { message: `${shown} is neither an account, an ARN of a user or role, nor '*'` };
  return { message: `${shown} is no ARN of an account's root, a user, a role or a session` };
}

/** Pseudo parameters are known well enough for a form; nothing else is. */
function standIn(part: TextPart): string {
  if (part.kind === 'literal') return part.text;
  const { key } = part.symbol;
  if (key === 'AWS::AccountId') return '111122223333';
  if (key === 'AWS::Partition') return 'aws';
  return '\u0000';
}
