/** How far conditions limit who is meant by a principal. Facts: IAM User Guide, "AWS global condition context keys", 2026-11. */
import type { ConditionEntry, Policy, Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import { isAnyone, principalValues } from './principal.ts';
import { effectOf } from './statement.ts';

/** Whether a condition may say something about the caller; unless it is certain that it does not, it counts. */
export function limitsCaller({ operator, key, values }: ConditionEntry): boolean {
  const name = key.value.toLowerCase();
  if (SAYS_NOTHING.has(name) || /^s3:(?:existingobjecttag|requestobjecttag|x-amz-)/.test(name)) return false;
  const texts = values.map(({ text }) => literalText(text));
  if (name === 'aws:sourceip') return !/^IpAddress/i.test(operator.value) || !texts.some((text) => text !== undefined && /\/0$/.test(text));
  return !/^(?:\w+:)?(?:String|Arn)Like/i.test(operator.value) || !texts.includes('*');
}

/** Keys of how, when and with what is called, or that the caller writes at will: whoever calls can meet such a condition. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:referer',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  's3:authtype',
  's3:delimiter',
  's3:max-keys',
  's3:prefix',
  's3:signatureversion',
  's3:tlsversion',
  's3:versionid',
  'sns:protocol',
]);

/** Whether a Deny for everybody, under conditions, may take back what the policy allows to everybody. */
export function hasGuard({ statements }: Policy): boolean {
  return statements.some((statement) => isGuard(statement));
}

function isGuard(statement: Statement): boolean {
  if (effectOf(statement) === 'Allow') return false;
  if (statement.notPrincipal !== undefined) return true;
  const isForAll = statement.principal === undefined || principalValues(statement.principal).some(isAnyone);
  return isForAll && (statement.condition?.entries.some(limitsCaller) ?? false);
}
