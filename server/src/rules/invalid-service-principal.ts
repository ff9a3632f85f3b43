import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { parseServicePrincipal, principalValues } from '../lint/principal.ts';
import type { Fix, Report, Rule, Severity, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const invalidServicePrincipal: Rule = {
  id: 'invalid-service-principal',
  severity: 'error',
  summary: 'The name of a service principal is not one, or is near to one that is known.',
  rationale:
    "A service is named as in 'lambda.amazonaws.com'. A policy with another form is rejected when the template is deployed; so is a name that no service has, and in a condition it is never met.",
  alsoKnownAs: { 'access-analyzer': 'INVALID_SERVICE_PRINCIPAL_FORMAT' },
  examples: {
    incorrect: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: «lambda.amazon.com»\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: 'Effect: Allow\nPrincipal:\n  Service:\n    - lambda.amazonaws.com\n    - «edgelamda.amazonaws.com»\nAction: sts:AssumeRole',
        kind: 'trust',
      },
      {
        code: 'Effect: Allow\nPrincipal:\n  Service: «s3»\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
        kind: 'resource',
      },
    ],
    correct: [
      {
        code: 'Effect: Allow\nPrincipal:\n  Service: [lambda.amazonaws.com, states.eu-west-1.amazonaws.com]\nAction: sts:AssumeRole',
        kind: 'trust',
      },
      { code: 'Effect: Allow\nPrincipal:\n  Service: !Sub lambda.${AWS::URLSuffix}\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: "Effect: Allow\nAction: iam:PassRole\nResource: 'arn:aws:iam::111122223333:role/task'\nCondition:\n  StringEquals:\n    iam:PassedToService: ecs-tasks.amazonaws.com",
        kind: 'identity',
      },
    ],
  },
  *statement(statement, context) {
    const guesses = { left: MOST_GUESSES };
    for (const element of [statement.principal, statement.notPrincipal]) {
      for (const { group, value, written } of principalValues(element)) {
        if (group.type === 'Service' && written !== undefined) yield* check(value, written, guesses, context);
      }
    }
    for (const { operator, key, values } of statement.condition?.entries ?? []) {
      if (!SERVICE_KEYS.has(key.value.toLowerCase()) || !/String/i.test(operator.value)) continue;
      for (const value of values) {
        const written = literalText(value.text);
        if (written !== undefined) yield* check(value, written, guesses, context);
      }
    }
  },
};

/** Keys whose values are names of services (IAM User Guide and the references of IAM and KMS, 2026-11). */
const SERVICE_KEYS: ReadonlySet<string> = new Set([
  'iam:passedtoservice',
  'iam:awsservicename',
  'aws:principalservicename',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'kms:viaservice',
]);

/** Looking for the name that was meant goes through all of them, so that it is not done for every name of a long list. */
const MOST_GUESSES = 50;

interface Guesses {
  left: number;
}

function* check(value: Value, written: string, guesses: Guesses, context: StatementContext): Generator<Report> {
  // ARNs and wildcards are other findings.
  if (written === '' || /[*?]|\$\{/.test(written) || written.startsWith('arn:')) return;
  const parsed = parseServicePrincipal(written);
  const known = context.catalog.servicePrincipals();
  if (parsed === undefined) {
    // Alexa's services, which functions name, are the only ones under another domain.
    if (/\.amazon\.com$/.test(written) && written.startsWith('alexa-')) return;
    const meant = findMeant(written.split('.')[0] ?? '', known, guesses);
    yield report(value, `${quote(written)} is no service principal, which is written as in 'lambda.amazonaws.com'`, meant, {}, context);
    return;
  }
  if (parsed.suffix !== 'amazonaws.com' || parsed.service.includes('.') || known.includes(`${parsed.service}.amazonaws.com`)) return;
  const meant = isShort(parsed.service) ? undefined : findMeant(parsed.service, known, guesses);
  if (meant === undefined) return;
  const full = parsed.region === undefined ? meant : meant.replace('.', `.${parsed.region}.`);
  yield report(value, `No service is known by the principal ${quote(written)}`, full, { severity: 'warning' }, context);
}

/** Among short names another service is always near. */
function isShort(service: string): boolean {
  return service.length < 5;
}

/** The principal of a service with this name, or with one near to it. */
function findMeant(service: string, known: readonly string[], guesses: Guesses): string | undefined {
  const exact = known.find((name) => name === `${service.toLowerCase()}.amazonaws.com`);
  if (exact !== undefined || isShort(service) || guesses.left-- <= 0) return exact;
  const names = known.filter((name) => name.split('.').length === 3).map((name) => name.slice(0, -'.amazonaws.com'.length));
  const nearest = findNearest(service, names);
  // The next version of a service is another one: `securityhubv2`.
  return nearest === undefined || /^v?\d+$/.test(service.slice(nearest.length)) ? undefined : `${nearest}.amazonaws.com`;
}

function report(
  value: Value,
  problem: string,
  meant: string | undefined,
  extra: { readonly severity?: Severity },
  context: StatementContext,
): Report {
  const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`;
  return {
    range: value.text.node.outer,
    message: `${problem}${hint}`,
    ...extra,
    fixes: meant === undefined ? [] : [changeTo(value, meant, context)],
  };
}

function changeTo(value: Value, name: string, context: StatementContext): Fix {
  const source = context.sourceOf(value.text.node.outer);
  return createFix(`Change to '${name}'`, 'widens', () => replaceValue(source, value, { kind: 'literal', text: name }), {
    preferred: true,
    fixAll: false,
  });
}
