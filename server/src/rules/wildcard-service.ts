import { createFix } from '../lint/fix.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import type { Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote, showText } from '../lint/text.ts';
import { rewriteText } from '../lint/variables.ts';
import { isEverywhere } from '../lint/wide-arn.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const wildcardService: Rule = {
  id: 'wildcard-service',
  severity: 'information',
  summary: 'The service of an ARN in an Allow statement is a wildcard.',
  rationale:
    'The ARN is one of every service that has a resource of that name, of services to come too. A wildcard in the service of an action is reported with the actions that it allows.',
  alsoKnownAs: { 'access-analyzer': 'WILDCARD_IN_SERVICE_NAME' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:*:eu-west-1:111122223333:jobs'»" },
      {
        code: "Effect: Allow\nAction: [sqs:SendMessage, sns:Publish]\nResource: «!Sub 'arn:${AWS::Partition}:s*s:${AWS::Region}:${AWS::AccountId}:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: sqs:SendMessage\nResource: 'arn:aws:sqs:*:111122223333:jobs'" },
      { code: "Effect: Deny\nAction: sqs:SendMessage\nResource: 'arn:aws:*:*:111122223333:jobs'" },
    ],
  },
  kinds: ['identity'],
  statement(statement, context) {
    if (effectOf(statement) !== 'Allow') return NOTHING;
    return reportEach(statement.resource?.values ?? [], ({ text }) => {
      const [first, second] = text.parts;
      // The service stands in the first literal, or in the one behind a partition that is a symbol.
      const head = first?.kind !== 'literal' ? undefined : first.text === 'arn:' && second?.kind === 'symbol' ? text.parts[2] : first;
      if (head?.kind !== 'literal') return undefined;
      const service = /^(?:arn:[^:]*)?:([^:]*):/.exec(head.text)?.[1] ?? '';
      if (!/[*?]/.test(service) || isEverywhere(text)) return undefined;
      const only = onlyService(statement, context);
      const range = text.node.outer;
      return {
        range,
        message: `The service of ${quote(showText(text))} is a wildcard`,
        fixes:
          only === undefined
            ? []
            : [
                createFix(`Change the service to '${only}'`, 'narrows', () =>
                  rewriteText(context.sourceOf(range), text, (written) => written.replace(`:${service}:`, () => `:${only}:`)),
                ),
              ],
      };
    });
  },
};

/** The service of all actions of the statement, where there is only one and its ARNs bear its name. */
function onlyService({ action }: Statement, { catalog }: StatementContext): string | undefined {
  const services = new Set<string>();
  for (const { text } of action?.values ?? []) {
    const prefix = /^([\w-]+):/.exec(literalText(text) ?? '')?.[1]?.toLowerCase();
    if (prefix === undefined || services.add(prefix).size > 1) return undefined;
  }
  const [only] = services;
  if (only === undefined || action?.complete !== true) return undefined;
  const types = catalog.resourceTypes(only);
  return types.length > 0 && types.every(({ arns }) => arns.every((arn) => arn.split(':')[2] === only)) ? only : undefined;
}
