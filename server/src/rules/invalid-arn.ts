import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { lacksParts, SHORT_BUCKET, withoutPseudo } from '../lint/resources.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement, Value } from '../policy/model.ts';
import { literalText, renderText } from '../template/text.ts';

export const invalidArn: Rule = {
  id: 'invalid-arn',
  severity: 'error',
  summary: 'A value of Resource or NotResource is no ARN: it lacks parts, its partition does not exist, or it is something else.',
  rationale: 'IAM rejects the policy, or the value matches nothing and the call is denied at run time.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_ARN_RESOURCE', parliament: 'INVALID_ARN', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3::reports/*'»" },
      { code: 'Effect: Allow\nAction: s3:GetObject\nResource: «reports/*»' },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: «!Sub 'arn:asw:s3:::${Reports}/*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:*:s3:::reports/*'" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Prefix}:s3:::reports/*'" },
    ],
  },
  *statement(statement, context) {
    for (const value of [...(statement.resource?.values ?? []), ...(statement.notResource?.values ?? [])]) {
      const report = check(value, statement, context);
      if (report !== undefined) yield report;
    }
  },
};

function check(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const { parts, node } = value.text;
  const range = node.outer;
  const [first] = parts;
  // A leading symbol may bring anything, and so may the placeholder of another tool; a leading wildcard matches ARNs.
  if (first?.kind !== 'literal' || /^([*?]|\$\{|\{\{|<|%)/.test(first.text)) return undefined;
  // `execute-api:/…` is legal in an API's policy (`semantics.md` 15).
  if (context.policy.kind === 'resource' && first.text.startsWith('execute-api:/')) return undefined;
  if (!first.text.startsWith('arn:')) {
    if (parts.length > 1 && !/[:/]/.test(first.text)) return undefined;
    return {
      range,
      message: `${quote(literalText(value.text) ?? first.text)} is no ARN; a resource is written as 'arn:partition:service:region:account:resource'`,
    };
  }
  const partition = /^arn:([^:]*)(:?)/.exec(first.text);
  if (partition?.[2] === ':' && !/[*?]/.test(partition[1] ?? '') && !context.catalog.partitions().includes(partition[1] ?? '')) {
    return reportPartition(value, partition[1] ?? '', statement, context);
  }
  return reportParts(value, statement, context);
}

function reportPartition(value: Value, partition: string, statement: Statement, context: StatementContext): Report {
  const range = value.text.node.outer;
  const nearest = findNearest(partition, context.catalog.partitions());
  const literal = literalText(value.text);
  const message = `There is no partition ${quote(partition)}${nearest === undefined ? '' : `; did you mean ${quote(nearest)}?`}`;
  if (nearest === undefined || literal === undefined) return { range, message };
  const text = `arn:${nearest}${literal.slice(4 + partition.length)}`;
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  return {
    range,
    message,
    fixes: [
      createFix(`Change to '${nearest}'`, effect, () => replaceValue(context.sourceOf(range), value, { kind: 'literal', text }), {
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
  const shown = quote(renderText(value.text));
  const bucket = SHORT_BUCKET.exec(written);
  if (bucket === null) return { range, message: `${shown} has ${written.split(':').length} parts; an ARN has 6, separated by ':'` };
  const message = `${shown} has too few ':'; a bucket is 'arn:aws:s3:::NAME'`;
  if (literalText(value.text) === undefined) return { range, message };
  const text = `arn:${bucket[1]}:s3:::${bucket[2]}`;
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  return {
    range,
    message,
    fixes: [
      createFix(`Change to '${text}'`, effect, () => replaceValue(context.sourceOf(range), value, { kind: 'literal', text }), {
        preferred: true,
        fixAll: false,
      }),
    ],
  };
}
