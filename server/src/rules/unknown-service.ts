import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { writtenActions } from '../lint/statement-actions.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const unknownService: Rule = {
  id: 'unknown-service',
  severity: 'error',
  summary: 'An action has a service prefix that no AWS service has, or none at all.',
  rationale: 'The action matches nothing, so the call it was meant for is denied at run time.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_SERVICE_IN_ACTION', parliament: 'UNKNOWN_PREFIX', 'cfn-lint': 'W3037' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «dyanmodb:GetItem»\nResource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders'" },
      { code: 'Effect: Allow\nAction:\n  - «GetItem»\nResource: !GetAtt Orders.Arn', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
    correct: [
      { code: "Effect: Allow\nAction: DynamoDB:getitem\nResource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders'" },
      { code: "Effect: Deny\nAction: '*'\nResource: '*'" },
    ],
  },
  statement(statement, context) {
    return reportEach(writtenActions(statement, context.catalog), ({ value, written, index }) => {
      if (index !== undefined || /^[*?]*$/.test(written)) return undefined;
      // A blank in the name is what is wrong then, which another rule says.
      if (/\s/.test(written) && context.catalog.service(written.trim().split(':')[0] ?? '') !== undefined) return undefined;
      const colon = written.indexOf(':');
      const prefix = colon <= 0 ? '' : written.slice(0, colon);
      // A wildcard in the prefix is legal or not, but names no service to be checked.
      if (/[*?]/.test(prefix) || (prefix !== '' && context.catalog.service(prefix) !== undefined)) return undefined;
      const candidates =
        colon <= 0 ? findServicesOf(written.slice(colon + 1), statement, context) : findPrefixes(prefix, written.slice(colon + 1), context);
      if (candidates.length === 0 && context.catalog.isRetired(written)) {
        return {
          range: value.text.node.outer,
          severity: 'warning',
          message: `${quote(written)} is no longer in AWS's reference (retired)`,
        };
      }
      const hint = candidates.length === 0 ? '' : `; did you mean ${listNames(candidates.map((name) => quote(name)))}?`;
      const what = colon <= 0 ? `${quote(written)} lacks the service, as in 's3:GetObject'` : `There is no service ${quote(prefix)}`;
      const fixes = /[*?]/.test(written) ? [] : candidates;
      return {
        range: value.text.node.outer,
        // A service with no name like it may be newer than the catalogue.
        ...(candidates.length === 0 && colon > 0 ? { severity: 'warning' as const } : {}),
        message: `${what}${hint}`,
        fixes: fixes.map((name, i) => replaceBy(value, name, i === 0, statement, context)),
      };
    });
  },
};

function findPrefixes(prefix: string, name: string, { catalog }: StatementContext): readonly string[] {
  const meant =
    catalog.prefixFor(prefix) ??
    findNearest(
      prefix,
      catalog.services.map((service) => service.prefix),
    );
  if (meant === undefined) return [];
  const operation = catalog.sdkOperation(`${prefix}:${name}`) ?? catalog.sdkOperation(`${meant}:${name}`);
  const action = operation?.actions[0];
  if (action !== undefined) return [action];
  const index = catalog.actionIndex(`${meant}:${name}`);
  return [index === undefined ? `${meant}:${name}` : catalog.actionName(index)];
}

/** Services that have an action of this name: those of the statement's other actions alone where one of them has it. */
function findServicesOf(name: string, statement: Statement, { catalog }: StatementContext): readonly string[] {
  const used = new Set(
    (statement.action ?? statement.notAction)?.values.map((value) => literalText(value.text)?.split(':')[0]?.toLowerCase()),
  );
  const found = catalog.services.flatMap((service) => {
    const index = catalog.actionIndex(`${service.prefix}:${name}`);
    return index === undefined ? [] : [{ service: service.prefix, action: catalog.actionName(index) }];
  });
  const near = found.filter(({ service }) => used.has(service));
  return (near.length > 0 ? near : found).map(({ action }) => action).slice(0, 3);
}

function replaceBy(value: Value, name: string, preferred: boolean, statement: Statement, context: StatementContext): Fix {
  const widens = effectOf(statement) !== 'Deny' || statement.notAction !== undefined;
  const source = context.sourceOf(value.text.node.outer);
  return createFix(
    `Change to '${name}'`,
    widens ? 'widens' : 'narrows',
    () => replaceValue(source, value, { kind: 'literal', text: name }),
    { preferred, fixAll: false },
  );
}
