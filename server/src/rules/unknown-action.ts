import { distance } from 'fastest-levenshtein';
import type { Catalog, Service } from '../catalog/catalog.ts';
import { removeValues, replaceValue, replaceValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { writtenIn } from '../lint/statement-actions.ts';
import { listNames, quote } from '../lint/text.ts';
import { countActions, matchAction } from '../policy/action-set.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const unknownAction: Rule = {
  id: 'unknown-action',
  severity: 'warning',
  summary: "An action is not in AWS's reference: an API name, a typo, a retired action, or a wildcard that matches nothing.",
  rationale:
    'The action matches nothing, so the call it was meant for is denied at run time. It is an error where the action meant is certain (an API operation, a near typo), else a warning: AWS adds actions every day.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_ACTION', parliament: 'UNKNOWN_ACTION', 'cfn-lint': 'W3037' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:ListObjectsV2»\nResource: 'arn:aws:s3:::reports'" },
      {
        code: 'Effect: Allow\nAction:\n  - «sqs:SendMessageBatch»\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
      { code: "Effect: Allow\nAction: «'s3:GetObject, s3:ListBucket'»\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']" },
      { code: "Effect: Deny\nAction: «s3:Gett*»\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Allow\nAction: «dynamodb:GetItm»\nResource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders'" },
    ],
    correct: [
      { code: "Effect: Allow\nAction: S3:listbucket\nResource: 'arn:aws:s3:::reports'" },
      { code: "Effect: Deny\nAction: s3:Get*\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  statement(statement, context) {
    const { action, notAction } = statement;
    const checkAll = (element: Element | undefined): readonly Report[] =>
      element === undefined
        ? NOTHING
        : reportEach(writtenIn(element, context.catalog), ({ value, written, index }) =>
            index === undefined ? check(value, written, element, statement, context) : undefined,
          );
    return notAction === undefined ? checkAll(action) : [...checkAll(action), ...checkAll(notAction)];
  },
};

/** What is written is not the name of an action. */
function check(value: Value, written: string, element: Element, statement: Statement, context: StatementContext): Report | undefined {
  const { catalog } = context;
  const [prefix = '', name, ...rest] = written.trim().split(':');
  const service = catalog.service(prefix);
  if (name === undefined || service === undefined) return undefined;
  if (rest.length > 0 || /[\s,;'"]/.test(written)) return reportList(value, element, written, statement, context);
  const range = value.text.node.outer;
  if (/[*?]/.test(name)) return reportWildcard(value, element, name, service, statement, context);
  const operation = catalog.sdkOperation(written);
  if (operation !== undefined) return reportOperation(value, element, operation.actions, written, statement, context);
  if (catalog.isRetired(written)) return { range, message: `${quote(written)} is no longer in AWS's reference (retired)` };
  // An API operation that is younger than the catalogue is no slip.
  if (catalog.isNewerOperation(written)) {
    return { range, severity: 'information', message: `${quote(written)} is newer than the catalogue of ${catalog.date}` };
  }
  const meant = findMeant(name, service, catalog);
  if (meant === undefined) return { range, message: `${quote(written)} is not in the catalogue of ${catalog.date}` };
  return {
    range,
    severity: isNearTypo(name, meant) ? 'error' : 'warning',
    message: `${quote(written)} is not in the catalogue of ${catalog.date}; did you mean ${quote(`${service.prefix}:${meant}`)}?`,
    fixes: [replaceBy(value, element, [`${service.prefix}:${meant}`], statement, context)],
  };
}

function reportWildcard(
  value: Value,
  element: Element,
  name: string,
  service: Service,
  statement: Statement,
  context: StatementContext,
): Report | undefined {
  const { catalog } = context;
  const written = `${service.prefix}:${name}`;
  if (countActions(matchAction(catalog, written)) > 0) return undefined;
  const start = /^[^*?]*/.exec(name)?.[0] ?? '';
  const nearest = findNearest(start, namesLike(start, service, catalog));
  const meant = nearest === undefined || nearest === '' ? undefined : `${service.prefix}:${nearest}${name.slice(start.length)}`;
  const isMeant = meant !== undefined && countActions(matchAction(catalog, meant)) > 0;
  return {
    range: value.text.node.outer,
    message: `${quote(written)} matches no action of ${service.name} in the catalogue of ${catalog.date}${isMeant ? `; did you mean ${quote(meant)}?` : ''}`,
    fixes: isMeant ? [replaceBy(value, element, [meant], statement, context)] : [],
  };
}

/** Beginnings of the service's names, up to a word's end: the verbs alone for a beginning of one word, else those with the same verb. */
function namesLike(start: string, service: Service, catalog: Catalog): ReadonlySet<string> {
  const verb = verbOf(start);
  const found = new Set<string>();
  for (const name of namesOf(service, catalog)) {
    if (verb.length >= start.length) found.add(/^[A-Z]?[a-z]*/.exec(name)?.[0] ?? name);
    else if (verbOf(name) === verb) for (const { index } of name.matchAll(/(?<=[a-z])(?=[A-Z])|$/g)) found.add(name.slice(0, index));
  }
  return found;
}

/** A name of an action has neither a second colon nor a blank: most often several were written as one. */
function reportList(value: Value, element: Element, written: string, statement: Statement, context: StatementContext): Report {
  const range = value.text.node.outer;
  const joined = written.replace(/\s+/g, '');
  const isAction = (name: string): boolean => countActions(matchAction(context.catalog, name)) > 0;
  if (joined !== written && isAction(joined)) {
    const fixes = [replaceBy(value, element, [joined], statement, context)];
    return { range, severity: 'error', message: `${quote(written)} is no action: it has a blank in it`, fixes };
  }
  const names = splitNames(written);
  const areActions = names.length > 1 && names.every(isAction);
  return {
    range,
    severity: 'error',
    message: `${quote(written)} is no action: ${areActions ? `it is ${names.length} in one text` : "it has more than one ':' or a blank"}`,
    fixes: areActions ? [replaceBy(value, element, names, statement, context)] : [],
  };
}

/** The names between blanks, commas and quotes; one without a service is of the service before it. */
function splitNames(written: string): readonly string[] {
  let service = '';
  return written
    .split(/[\s,;'"]+/)
    .filter((name) => name !== '')
    .map((name) => {
      const own = /^[^:]*:/.exec(name)?.[0];
      if (own === undefined) return service + name;
      service = own;
      return name;
    });
}

function reportOperation(
  value: Value,
  element: Element,
  actions: readonly string[],
  written: string,
  statement: Statement,
  context: StatementContext,
): Report {
  const range = value.text.node.outer;
  if (actions.length === 0) {
    const remove = createFix(`Remove '${written}'`, 'narrows', () => removeValues(context.sourceOf(range), element, [value]));
    return { range, severity: 'error', message: `${quote(written)} is not an IAM action; the call needs no permission`, fixes: [remove] };
  }
  const fix = replaceBy(value, element, actions, statement, context);
  return {
    range,
    severity: 'error',
    message: `${quote(written)} is not an IAM action; the call needs ${listNames(actions.map((action) => quote(action)))}`,
    fixes: [fix],
  };
}

function replaceBy(value: Value, element: Element, actions: readonly string[], statement: Statement, context: StatementContext): Fix {
  const denies = effectOf(statement) === 'Deny';
  const effect = denies === (element === statement.action) ? 'narrows' : 'widens';
  const source = context.sourceOf(value.text.node.outer);
  const present = new Set(element.values.map((other) => literalText(other.text)?.toLowerCase()));
  const missing = actions.filter((action) => !present.has(action.toLowerCase()));
  const [only] = missing;
  if (only === undefined)
    return createFix(`Remove it: ${listNames(actions)} is there already`, 'narrows', () => removeValues(source, element, [value]), {
      preferred: true,
    });
  const values = missing.map((text) => ({ kind: 'literal', text }) as const);
  const edits =
    missing.length === 1
      ? () => replaceValue(source, value, { kind: 'literal', text: only })
      : () => replaceValues(source, element, [value], values);
  return createFix(
    `Change to ${listNames(
      missing.map((action) => `'${action}'`),
      6,
    )}`,
    effect,
    edits,
    { preferred: true, fixAll: false },
  );
}

/** The nearest name of the service; where it begins with a verb of the service (`PutObjectVersion`), only among those of this verb. */
function findMeant(name: string, service: Service, catalog: Catalog): string | undefined {
  const names = namesOf(service, catalog);
  const verb = verbOf(name);
  const same = names.filter((candidate) => verbOf(candidate) === verb);
  return findNearest(name, same.length > 0 ? same : names);
}

function namesOf(service: Service, catalog: Catalog): readonly string[] {
  return Array.from({ length: service.count }, (_, i) => catalog.actionName(service.first + i).slice(service.prefix.length + 1));
}

function verbOf(name: string): string {
  return /^[A-Za-z][a-z]*/.exec(name)?.[0].toLowerCase() ?? '';
}

/**
 * Whether the difference is a slip of the pen: one or two letters inside the word. A longer or shorter end (`GetThings`, `GetThingV2`) may be an
 * action newer than the catalogue.
 */
function isNearTypo(written: string, meant: string): boolean {
  const [a, b] = [written.toLowerCase(), meant.toLowerCase()];
  return distance(a, b) <= 2 && !a.startsWith(b) && !b.startsWith(a);
}
