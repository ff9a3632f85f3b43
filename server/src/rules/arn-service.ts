import { fieldText, findArns, isArnService, writeFields } from '../lint/arn-fields.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const arnService: Rule = {
  id: 'arn-service',
  severity: 'warning',
  summary: 'The service of an ARN does not exist, or is not written in lower case.',
  rationale: 'ARNs compare with regard to letter case: the value matches no resource, and the call is denied at run time.',
  alsoKnownAs: { 'access-analyzer': ['INVALID_SERVICE', 'INVALID_ARN_SERVICE_CASE'] },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:S3:::reports/*'»" },
      { code: "Effect: Allow\nAction: dynamodb:GetItem\nResource: «'arn:aws:dyanmodb:eu-west-1:111122223333:table/Orders'»" },
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «!Sub 'arn:${AWS::Partition}:sqss:${AWS::Region}:${AWS::AccountId}:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: servicecatalog:DescribeProduct\nResource: 'arn:aws:catalog:eu-west-1:111122223333:product/prod-1'" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub 'arn:aws:${Service}:::reports/*'" },
    ],
  },
  statement(statement, context) {
    return reportEach(findArns(statement, context), ({ value, parts }) => {
      const service = fieldText(parts.service);
      return service === undefined ? undefined : check(service, value, statement, context);
    });
  },
};

function check(service: string, value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const { catalog } = context;
  const lower = service.toLowerCase();
  if (isArnService(service, catalog)) return undefined;
  const range = value.text.node.outer;
  const effect = effectOf(statement) === 'Deny' ? 'narrows' : 'widens';
  const fix = (text: string) =>
    createFix(`Change to '${text}'`, effect, () => writeFields(value, { service: text }, context), { preferred: true, fixAll: false });
  if (isArnService(lower, catalog)) {
    const message = `The service of an ARN is written in lower case: ${quote(lower)}, not ${quote(service)}`;
    return { range, severity: 'error', message, fixes: [fix(lower)] };
  }
  const used = findUsed(statement);
  const meant =
    findNearest(service, used) ??
    catalog.prefixFor(service) ??
    findNearest(
      service,
      catalog.services.map(({ prefix }) => prefix),
    );
  if (service === '')
    return {
      range,
      severity: 'error',
      message: 'The ARN names no service',
      fixes: used.length === 1 && meant !== undefined ? [fix(meant)] : [],
    };
  return {
    range,
    // Of a service that the statement's actions are of it is sure to be a slip.
    severity: meant !== undefined && used.includes(meant) ? 'error' : 'warning',
    message: `There is no service ${quote(service)}${meant === undefined ? ` in the catalogue of ${catalog.date}` : `; did you mean ${quote(meant)}?`}`,
    fixes: meant === undefined ? [] : [fix(meant)],
  };
}

/** The services of the statement's actions. */
function findUsed({ action }: Statement): readonly string[] {
  const prefixes = (action?.values ?? []).flatMap(({ text }) => /^([\w-]+):/.exec(literalText(text) ?? '')?.[1]?.toLowerCase() ?? []);
  return [...new Set(prefixes)];
}
