import { splitStatement } from '../edit/statements.ts';
import { replaceValues } from '../edit/values.ts';
import { fieldText } from '../lint/arn-fields.ts';
import { createFix } from '../lint/fix.ts';
import { CURATED_SERVICES } from '../lint/mismatch.ts';
import { NOTHING } from '../lint/report-each.ts';
import { resourceValues } from '../lint/resources.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { writtenIn } from '../lint/statement-actions.ts';
import { quote } from '../lint/text.ts';
import type { ArnPattern } from '../policy/arn.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { needsStar } from '../policy/resource-types.ts';
import { literalText } from '../template/text.ts';

const MOST_RELATED = 10;

export const unscopableAction: Rule = {
  id: 'unscopable-action',
  severity: 'information',
  summary: "An action that takes no resource stands in a statement whose resources are ARNs, without '*'.",
  rationale:
    "A call of such an action is checked against '*' alone, so that no ARN allows it. AWS's reference leaves out a few resources that actions do take: it is a warning where the service has been checked by hand.",
  alsoKnownAs: { parliament: 'RESOURCE_MISMATCH' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:ListAllMyBuckets»\nResource: 'arn:aws:s3:::reports'" },
      {
        code: 'Effect: Allow\nAction:\n  - dynamodb:Query\n  - «dynamodb:ListTables»\n  - dynamodb:DescribeLimits\nResource: !GetAtt Orders.Arn',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:ListAllMyBuckets, s3:ListBucket]\nResource: ['*', 'arn:aws:s3:::reports']" },
      { code: 'Effect: Allow\nAction: dynamodb:ListTables\nResource: !ImportValue orders-arn' },
      { code: "Effect: Allow\nAction: s3:ListAllMyBuckets\nResource: 'arn:aws:s3:::*'" },
      { code: "Effect: Allow\nAction: s3:List*\nResource: 'arn:aws:s3:::reports'" },
    ],
  },
  kinds: ['identity', 'boundary'],
  statement(statement, context) {
    const { action, resource } = statement;
    if (effectOf(statement) !== 'Allow' || action === undefined || resource?.complete !== true || resource.values.length === 0)
      return NOTHING;
    const found = findUnscopable(action, context);
    const [first] = found;
    if (first === undefined) return NOTHING;
    const [service = ''] = literalText(first.text)?.toLowerCase().split(':') ?? [];
    if (!resourceValues(resource, context).every(({ pattern }) => isNarrow(pattern, service))) return NOTHING;
    const name = quote(literalText(first.text) ?? '');
    const what =
      found.length === 1 ? `${name} takes no resource: it needs` : `${name} and ${found.length - 1} more take no resource: they need`;
    return [
      {
        range: first.text.node.outer,
        ...(CURATED_SERVICES.has(service) && isList(first, context) ? { severity: 'warning' as const } : {}),
        message: `${what} Resource '*'`,
        related: found.slice(1, MOST_RELATED).map(({ text }) => ({ range: text.node.outer, message: `${literalText(text) ?? ''} too` })),
        fixes: () => findFixes(found, statement, context),
      },
    ];
  },
};

/**
 * An ARN that is no `*` in other words: `arn:aws:s3:::*`, with which AWS's own policies allow s3:ListAllMyBuckets, and every resource of a type of the
 * action's service are taken for one.
 */
function isNarrow({ form, parts, text }: ArnPattern, service: string): boolean {
  if (form !== 'arn' || parts === undefined) return false;
  const own = fieldText(parts.service);
  return own !== undefined && !/[*?]/.test(own) && (own !== service || !/[:/]\*+$/.test(text));
}

/** What lists or describes has no resource of its own; of other actions the reference may lack one. */
function isList({ text }: Value, { catalog }: StatementContext): boolean {
  const index = catalog.actionIndex(literalText(text) ?? '');
  return index !== undefined && catalog.accessLevels(index).includes('List');
}

/** Names alone: what a wildcard brings beside what it was meant for is in vain, and no harm. */
function findUnscopable(action: Element, { catalog }: StatementContext): readonly Value[] {
  const found: Value[] = [];
  for (const { value, index } of writtenIn(action, catalog))
    if (index !== undefined && needsStar(catalog, index) === 'yes') found.push(value);
  return found;
}

function findFixes(found: readonly Value[], statement: Statement, context: StatementContext): readonly Fix[] {
  const { action, resource } = statement;
  if (action === undefined || resource === undefined) return [];
  const source = context.sourceOf(statement.range);
  const star = [{ kind: 'literal', text: '*' }] as const;
  const others = action.values.filter((value) => !found.includes(value));
  const keep = (values: readonly Value[]) => values.map((value) => ({ kind: 'kept', value }) as const);
  const options = { preferred: true, fixAll: false };
  if (others.length === 0)
    return [createFix("Change the resource to '*'", 'widens', () => replaceValues(source, resource, resource.values, star), options)];
  const parts = [{ action: keep(others) }, { action: keep(found), resource: star }];
  const title = `Split off ${found.length === 1 ? 'the action' : `the ${found.length} actions`} on '*'`;
  return [createFix(title, 'widens', () => splitStatement(source, context.policy, statement, parts), options)];
}
