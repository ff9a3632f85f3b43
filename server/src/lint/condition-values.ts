/** What the values of conditions must look like. Source: AWS IAM User Guide, "Condition operators", as of 2026-09. */
import type { Catalog } from '../catalog/catalog.ts';
import { readNumber } from '../policy/compare-values.ts';
import { parseRange } from '../policy/ip-range.ts';
import type { ReadCondition } from './condition.ts';
import { findNearest } from './nearest.ts';
import type { Severity } from './rule.ts';
import { quote } from './text.ts';

/** Whether a text can be a value of a condition key of this type; patterns are values of strings and ARNs. */
export function isValueOf(type: string, text: string): boolean {
  switch (type) {
    case 'Bool':
    case 'Null':
      return /^(?:true|false)$/i.test(text);
    case 'Numeric':
      return readNumber(text) !== undefined;
    case 'Date':
      return readWrittenDate(text) !== undefined;
    case 'IPAddress':
      return parseRange(text) !== undefined;
    case 'ARN':
      return /^[*?]/.test(text) || /^arn[*?]?/.test(text);
    case 'Binary':
      return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
    default:
      return true;
  }
}

export interface WrittenDate {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly isEpoch: boolean;
}

/** A date of ISO 8601 from the year to the second, or seconds since 1970; `undefined` for anything else. Source: W3C, "Date and Time Formats". */
export function readWrittenDate(text: string): WrittenDate | undefined {
  if (/^\d{5,12}$/.test(text)) return { time: Number(text) * 1000, isEpoch: true };
  if (!/^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?)?)?$/.test(text)) return undefined;
  const time = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  // A day that its month does not have is read as one of the next.
  return Number.isNaN(time) || !hasDay(text) ? undefined : { time, isEpoch: false };
}

function hasDay(text: string): boolean {
  const [, year = '0', month = '1', day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  return day === undefined || Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

export interface WrongValue {
  readonly severity: Severity;
  readonly message: string;
  /** What was meant, and whether it is the same value in another form. */
  readonly meant?: { readonly text: string; readonly isSame: boolean };
}

/** What is wrong with a value of a condition; `undefined` where nothing is known to be. */
export function findWrongValue(condition: ReadCondition, text: string, catalog: Catalog): WrongValue | undefined {
  const { operator, name, entry } = condition;
  const said = `${quote(text)} is`;
  // An operator that does not fit the key at all has a finding of its own.
  if (operator.type !== 'String' && operator.type !== 'Null' && (condition.key?.type ?? operator.type) !== operator.type) return undefined;
  if (operator.type === 'Date') return findWrongDate(text, name);
  if (operator.type !== 'String' && operator.type !== 'ARN') {
    if (isValueOf(operator.type, text)) return undefined;
    const severity = operator.type === 'IPAddress' || operator.type === 'Null' ? 'error' : 'warning';
    return {
      severity,
      message: `${said} ${NOT_A[operator.type]}, which ${quote(entry.operator.value)} compares`,
      ...trimmed(operator.type, text),
    };
  }
  if (operator.type === 'ARN') {
    return isValueOf('ARN', text) || /^\*/.test(text)
      ? undefined
      : (findWrongKmsKey(name, text) ?? { severity: 'warning', message: `${said} no ARN, which ${quote(entry.operator.value)} compares` });
  }
  if (/[*?]/.test(text)) return undefined;
  return (
    findWrongRegion(name, text, catalog) ?? findWrongNetwork(name, text) ?? findWrongAccount(name, text) ?? findWrongKmsKey(name, text)
  );
}

const NOT_A: Readonly<Record<'Bool' | 'Null' | 'Numeric' | 'IPAddress' | 'Binary', string>> = {
  Bool: 'neither true nor false',
  Null: 'neither true nor false',
  Numeric: 'no number',
  IPAddress: 'no IP address or range in CIDR notation',
  Binary: 'not in Base64',
};

function trimmed(type: string, text: string): Pick<WrongValue, 'meant'> {
  const clean = text.trim();
  return clean !== text && isValueOf(type, clean) ? { meant: { text: clean, isSame: false } } : {};
}

function findWrongDate(text: string, key: string): WrongValue | undefined {
  const date = readWrittenDate(text);
  if (date === undefined) return { severity: 'warning', message: `${quote(text)} is no date such as '2027-12-31T23:59:59Z'` };
  if (!date.isEpoch || key === 'aws:epochtime') return undefined;
  const iso = new Date(date.time).toISOString().replace('.000Z', 'Z');
  return {
    severity: 'information',
    message: `${quote(text)} is ${iso} in seconds since 1970; write the date`,
    meant: { text: iso, isSame: true },
  };
}

const REGION_KEYS: ReadonlySet<string> = new Set(['aws:requestedregion', 'aws:sourceregion', 'ec2:region']);

function findWrongRegion(key: string, text: string, catalog: Catalog): WrongValue | undefined {
  if (!REGION_KEYS.has(key)) return undefined;
  const regions = catalog.regions();
  if (regions.includes(text.toLowerCase())) return undefined;
  const meant = findNearest(text, regions);
  if (meant === undefined) return { severity: 'warning', message: `${quote(text)} is no Region of the catalogue of ${catalog.date}` };
  return {
    severity: 'warning',
    message: `There is no Region ${quote(text)}; did you mean '${meant}'?`,
    meant: { text: meant, isSame: false },
  };
}

/** Eight or seventeen letters and digits. */
function findWrongNetwork(key: string, text: string): WrongValue | undefined {
  const prefix = key === 'aws:sourcevpc' ? 'vpc' : key === 'aws:sourcevpce' ? 'vpce' : undefined;
  if (prefix === undefined || new RegExp(`^${prefix}-(?:[0-9a-z]{8}|[0-9a-z]{17})$`).test(text)) return undefined;
  const what = prefix === 'vpc' ? 'VPC' : 'VPC endpoint';
  const other =
    prefix === 'vpc' && text.startsWith('vpce-')
      ? "; use 'aws:SourceVpce'"
      : prefix === 'vpce' && text.startsWith('vpc-')
        ? "; use 'aws:SourceVpc'"
        : '';
  return { severity: 'error', message: `${quote(text)} is no id of a ${what}: '${prefix}-' and 8 or 17 letters or digits${other}` };
}

const ACCOUNT_KEYS: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:principalaccount',
  'aws:resourceaccount',
  'kms:calleraccount',
  's3:resourceaccount',
]);

function findWrongAccount(key: string, text: string): WrongValue | undefined {
  if (!ACCOUNT_KEYS.has(key) || /^\d{12}$/.test(text)) return undefined;
  const digits = text.replace(/[-\s]/g, '');
  const meant = /^\d{12}$/.test(digits) ? { meant: { text: digits, isSame: false } } : {};
  return { severity: 'warning', message: `${quote(text)} is no account: 12 digits`, ...meant };
}

/** The key that the request names is compared as the ARN of a key, however the request writes it (Amazon S3 User Guide, "Specifying AWS KMS"). */
const KMS_KEYS: ReadonlySet<string> = new Set([
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3express:x-amz-server-side-encryption-aws-kms-key-id',
]);

function findWrongKmsKey(key: string, text: string): WrongValue | undefined {
  if (!KMS_KEYS.has(key) || /^(?:arn:[^:]+:kms:[^:]*:[^:]*:key\/.|arn:.*\*)/.test(text)) return undefined;
  return { severity: 'warning', message: `${quote(text)} is no ARN of a KMS key, as 'arn:aws:kms:REGION:ACCOUNT:key/ID'` };
}
