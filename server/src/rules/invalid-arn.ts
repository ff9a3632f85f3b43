import type { Edit } from '../edit/edit.ts';
import { newValueOf } from '../edit/new-values.ts';
import { replaceValue } from '../edit/values.ts';
import { writeFields } from '../lint/arn-fields.ts';
import type { ArnRepair } from '../lint/arn-repairs.ts';
import { fillParts, findNameRepairs, findOwnRepairs } from '../lint/arn-repairs.ts';
import { createFix } from '../lint/fix.ts';
import { describeSymbol } from '../lint/mismatch.ts';
import { findNearest } from '../lint/nearest.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import { findInner, lacksParts, SHORT_BUCKET, withoutPseudo } from '../lint/resources.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { actionValues } from '../lint/statement-actions.ts';
import { quote, showText } from '../lint/text.ts';
import { arnPattern } from '../policy/arn.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { literalText, renderText } from '../template/text.ts';

export const invalidArn: Rule = {
  id: 'invalid-arn',
  severity: 'error',
  summary: 'A value of Resource or NotResource is no ARN: it lacks parts, its partition does not exist, or it is something else.',
  rationale: 'IAM rejects the policy, or the value matches nothing and the call is denied at run time.',
  alsoKnownAs: {
    'access-analyzer': ['INVALID_ARN_PREFIX', 'MISSING_ARN_FIELD', 'INVALID_PARTITION'],
    parliament: 'INVALID_ARN',
    'cfn-lint': ['E3510', 'E3514'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3::reports/*'»" },
      { code: 'Effect: Allow\nAction: s3:GetObject\nResource: «reports/*»' },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: «!Sub 'arn:asw:s3:::${Reports}/*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      { code: "Effect: Allow\nAction: !Sub 's3:${Verb}Object'\nResource: «!Ref Reports»", resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [
      { code: "Effect: Allow\nAction: !Sub 'sns:${Verb}'\nResource: !Ref Alarms", resources: 'Alarms:\n  Type: AWS::SNS::Topic' },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:*:s3:::reports/*'" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Prefix}:s3:::reports/*'" },
    ],
  },
  statement(statement, context) {
    const { resource, notResource } = statement;
    const checkAll = (element: Element | undefined): readonly Report[] =>
      element === undefined ? NOTHING : reportEach(element.values, (value) => check(value, statement, context));
    return notResource === undefined ? checkAll(resource) : [...checkAll(resource), ...checkAll(notResource)];
  },
};

function check(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const { parts, node } = value.text;
  const range = node.outer;
  const [first] = parts;
  if (first?.kind === 'symbol') return checkSymbol(value, statement, context);
  // The placeholder of another tool may bring anything; a leading wildcard matches ARNs.
  if (first === undefined || first.text.trim() === '' || /^([*?]|\$\{|\{\{|<|%)/.test(first.text)) return undefined;
  // `execute-api:/…` is legal in an API's policy (`semantics.md` 15).
  if (context.policy.kind === 'resource' && first.text.startsWith('execute-api:/')) return undefined;
  const blank = checkBlanks(value, statement, context);
  if (blank !== undefined) return blank;
  if (!first.text.startsWith('arn:')) {
    if (parts.length > 1 && !/[:/]/.test(first.text)) return undefined;
    const written = literalText(value.text);
    return {
      range,
      message: `${quote(written ?? first.text)} is no ARN; a resource is written as 'arn:partition:service:region:account:resource'`,
      fixes: () => (written === undefined ? [] : changes(findNameRepairs(value, written, statement, context))),
    };
  }
  const partition = /^arn:([^:]*)(:?)/.exec(first.text);
  if (partition?.[2] === ':' && !/[*?]/.test(partition[1] ?? '') && !context.catalog.partitions().includes(partition[1] ?? '')) {
    return reportPartition(value, partition[1] ?? '', statement, context);
  }
  return reportParts(value, statement, context) ?? checkInner(value, statement, context);
}

function changes(repairs: readonly ArnRepair[]): readonly Fix[] {
  return repairs.map((repair, i) =>
    createFix(`Change to ${quote(repair.shown)}`, 'widens', () => repair.edits(), {
      preferred: i === 0 && repairs.length === 1,
      fixAll: false,
    }),
  );
}

/** What `!Ref` gives of most resources is a name. Where the actions are known, the mismatch with them says more. */
function checkSymbol(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  if (isMismatchKnown(statement, context) || arnPattern(context.catalog, value.text).form !== 'notArn') return undefined;
  const [first] = value.text.parts;
  const resource = first?.kind === 'symbol' ? context.template.scope.resources.get(first.symbol.name) : undefined;
  if (first?.kind !== 'symbol') return undefined;
  return {
    range: value.text.node.outer,
    message: `${quote(showText(value.text))} is ${describeSymbol(first.symbol)}, not an ARN`,
    fixes: () =>
      resource === undefined || value.text.parts.length > 1 ? [] : changes(findOwnRepairs(value, resource, 'all', statement, context)),
  };
}

/** `arn:aws:s3:::${Bucket.Arn}`: an ARN or a URL in the place of a name. */
function checkInner(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const inner = findInner(value.text);
  if (inner === undefined || isMismatchKnown(statement, context)) return undefined;
  const what = inner.value?.kind === 'arn' ? 'an ARN' : 'a URL';
  return { range: value.text.node.outer, message: `${quote(showText(value.text))} has ${what} inside an ARN: '\${${inner.key}}' is one` };
}

/** Whether the actions are all known, so that a resource none of them can be used on is reported as that. */
function isMismatchKnown(statement: Statement, context: StatementContext): boolean {
  return (
    MISMATCH_KINDS.has(context.policy.kind) &&
    statement.resource !== undefined &&
    effectOf(statement) !== undefined &&
    actionValues(statement.action, context).known
  );
}

const MISMATCH_KINDS: ReadonlySet<string> = new Set(['identity', 'resource', 'boundary']);

/** A blank or a line break around the ARN or in front of its resource; the name of an object may hold some. */
function checkBlanks(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const { text } = value;
  const range = text.node.outer;
  const shown = renderText(text);
  const isPadded = shown !== shown.trim() && /^\s*arn:/i.test(shown);
  const head = text.parts[0]?.kind === 'literal' ? text.parts[0].text.split(':').slice(0, 5).join(':') : '';
  if (!isPadded && !(head.startsWith('arn:') && /\s/.test(head))) return undefined;
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  const clean = (written: string): string => {
    const trimmed = written.trim();
    const fields = trimmed.split(':');
    return fields.map((field, i) => (i < 5 ? field.replace(/\s+/g, '') : i === 5 ? field.trimStart() : field)).join(':');
  };
  const edits = (): readonly Edit[] => {
    const written = newValueOf(text.node, text);
    if (written?.kind !== 'literal' && written?.kind !== 'sub') return [];
    return replaceValue(context.sourceOf(range), value, { kind: written.kind, text: clean(written.text) });
  };
  const isBreak = isPadded && /^\s*\n|\n\s*$/.test(shown) && value.node.kind === 'scalar' && /literal|folded/.test(value.node.style);
  return {
    range,
    message: `${quote(showText(text).trim())} has ${isBreak ? 'a line break at its end' : 'a blank in it'}, which no ARN has`,
    fixes: [createFix('Remove the blank', effect, edits, { preferred: true, fixAll: false })],
  };
}

function reportPartition(value: Value, partition: string, statement: Statement, context: StatementContext): Report {
  const range = value.text.node.outer;
  const nearest = findNearest(partition, context.catalog.partitions());
  const message = `There is no partition ${quote(partition)}${nearest === undefined ? '' : `; did you mean ${quote(nearest)}?`}`;
  if (nearest === undefined) return { range, message };
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  return {
    range,
    message,
    fixes: [
      createFix(`Change to '${nearest}'`, effect, () => writeFields(value, { partition: nearest }, context), {
        preferred: true,
        fixAll: false,
      }),
    ],
  };
}

function reportParts(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const written = withoutPseudo(value.text);
  if (written === undefined || !lacksParts(value.text)) return undefined;
  const range = value.text.node.outer;
  const shown = quote(showText(value.text));
  const bucket = SHORT_BUCKET.exec(written);
  const literal = literalText(value.text);
  const text = bucket === null ? literal && fillParts(literal, context) : `arn:${bucket[1]}:s3:::${bucket[2]}`;
  const message =
    bucket === null
      ? `${shown} has ${written.split(':').length} parts; an ARN has 6, separated by ':'`
      : `${shown} has too few ':'; a bucket is 'arn:aws:s3:::NAME'`;
  if (literal === undefined || text === undefined) return { range, message };
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  const edits = () => replaceValue(context.sourceOf(range), value, { kind: text.includes('${AWS::') ? 'sub' : 'literal', text });
  return { range, message, fixes: [createFix(`Change to ${quote(text)}`, effect, edits, { preferred: true, fixAll: false })] };
}
