import { fieldText, findArns, isFixedBefore, isPlaceholder, writeFields } from '../lint/arn-fields.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { matchesGlob } from '../policy/glob.ts';
import type { Statement, Value } from '../policy/model.ts';

export const arnRegion: Rule = {
  id: 'arn-region',
  severity: 'warning',
  summary: 'The Region of an ARN does not exist, or is one of another partition.',
  rationale: 'The value matches no resource, so the call is denied at run time. It is an error where nothing of the kind can be a Region.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_ARN_REGION', parliament: 'INVALID_ARN' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:eu-wset-1:111122223333:jobs'»" },
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:cn-north-1:111122223333:jobs'»" },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «!Sub 'arn:${AWS::Partition}:sqs:euwest1:${AWS::AccountId}:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: ['arn:aws:sqs:eu-*:111122223333:jobs', 'arn:aws-cn:sqs:cn-north-1:111122223333:jobs']",
      },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: !Sub 'arn:aws:sqs:${AWS::Region}:111122223333:jobs'",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
  },
  statement(statement, context) {
    return reportEach(findArns(statement, context), ({ value, parts }) => {
      const region = fieldText(parts.region);
      if (region === undefined || region === '' || isPlaceholder(region) || !isFixedBefore(parts, 'region')) return undefined;
      return check(region, fieldText(parts.partition), value, statement, context);
    });
  },
};

function check(
  region: string,
  partition: string | undefined,
  value: Value,
  statement: Statement,
  context: StatementContext,
): Report | undefined {
  const { catalog } = context;
  const range = value.text.node.outer;
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  const fix = (fields: Parameters<typeof writeFields>[1], text: string) =>
    createFix(`Change to '${text}'`, effect, () => writeFields(value, fields, context), { preferred: true, fixAll: false });
  if (/[*?]/.test(region)) {
    if (catalog.regions().some((known) => matchesGlob(region, known))) return undefined;
    return { range, message: `No Region of the catalogue of ${catalog.date} matches ${quote(region)}` };
  }
  if (!catalog.regions().includes(region)) {
    const meant = findNearest(region, catalog.regions());
    const message = `There is no Region ${quote(region)}${meant === undefined ? '' : `; did you mean ${quote(meant)}?`}`;
    return {
      range,
      severity: isRegionLike(region) ? 'warning' : 'error',
      message,
      fixes: meant === undefined ? [] : [fix({ region: meant }, meant)],
    };
  }
  const own = partitionOf(region);
  if (partition === undefined || /[*?]/.test(partition) || partition === own || !catalog.partitions().includes(partition)) return undefined;
  return {
    range,
    severity: 'error',
    message: `The Region ${quote(region)} is one of the partition ${quote(own)}, not ${quote(partition)}`,
    fixes: [fix({ partition: own }, own)],
  };
}

/** Whether AWS may have opened a Region of that name since: `eu-west-9`. */
function isRegionLike(region: string): boolean {
  return /^[a-z]{2,5}(?:-[a-z]{2,5})?-(?:north|south|east|west|central)(?:east|west)?-\d$/.test(region);
}

/** The partition of a Region, by how its name begins (AWS General Reference, "Amazon Resource Names", and the partitions' endpoint metadata; 2026-11). */
function partitionOf(region: string): string {
  const found = PARTITIONS_BY_START.find(([start]) => region.startsWith(start));
  return found?.[1] ?? 'aws';
}

const PARTITIONS_BY_START: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];
