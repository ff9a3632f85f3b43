import type { Catalog } from '../catalog/catalog.ts';
import { isComputed } from '../lint/condition.ts';
import { isOfDevice, replacementsOf } from '../lint/condition-facts.ts';
import { changeKey } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Rule, Severity } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const unknownConditionKey: Rule = {
  id: 'unknown-condition-key',
  severity: 'warning',
  summary: 'A condition key does not exist, or is not written as service:name.',
  rationale: 'No request has such a key: a condition that asks for a value of it is never met, one that forbids a value always.',
  alsoKnownAs: {
    'access-analyzer': [
      'INVALID_CONDITION_KEY_FORMAT',
      'INVALID_GLOBAL_CONDITION_KEY',
      'INVALID_SERVICE_CONDITION_KEY',
      'INVALID_SERVICE',
      'MISSING_TAG_KEY_IN_CONDITION',
    ],
    parliament: 'UNKNOWN_CONDITION_FOR_ACTION',
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  NotIpAddress:\n    «aws:SourceIP4»: 203.0.113.0/24",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringLike:\n    «s3:prefixes»: public/*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: ec2:StopInstances\nResource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*'\nCondition:\n  StringEquals:\n    «aws:ResourceTag»: blue",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    «SourceIp»: 203.0.113.0/24",
      },
    ],
    correct: [
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  NotIpAddress:\n    aws:sourceip: 203.0.113.0/24",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringEquals:\n    aws:ResourceTag/team: blue\n    oidc.example.com/id/1:custom: blue',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    const { catalog } = context;
    for (const entry of statement.condition?.entries ?? []) {
      const written = entry.key.value;
      if (isComputed(entry.key) || catalog.conditionKey(written) !== undefined || replacementsOf(written) !== undefined) continue;
      const wrong = findWrong(written, statement, catalog);
      if (wrong === undefined) continue;
      const { meant } = wrong;
      const source = context.sourceOf(entry.key.outer);
      yield {
        range: entry.key.outer,
        severity: wrong.severity,
        message: `${wrong.message}${meant === undefined ? '' : `; did you mean '${meant}'?`}`,
        fixes:
          meant === undefined || meant.includes('${')
            ? []
            : [
                createFix(`Change to '${meant}'`, 'widens', () => changeKey(source, statement, entry, meant), {
                  preferred: true,
                  fixAll: false,
                }),
              ],
      };
    }
  },
};

interface Wrong {
  readonly severity: Severity;
  readonly message: string;
  readonly meant?: string;
}

/** Prefixes of keys that belong to no service and of which the catalogue knows a part only. */
const OPEN_PREFIXES: ReadonlySet<string> = new Set(['saml', 'ldap', 'identitycenter', 'cognito-identity-auth', 'cognito-identity-unauth']);

function findWrong(written: string, statement: Statement, catalog: Catalog): Wrong | undefined {
  const colon = written.indexOf(':');
  const prefix = written.slice(0, Math.max(colon, 0)).toLowerCase();
  const name = written.slice(colon + 1);
  if (colon <= 0 || name === '' || /\s/.test(written)) {
    return {
      severity: 'error',
      message: `${quote(written)} is not of the form 'service:name'`,
      ...found(findByName(name, statement, catalog)),
    };
  }
  if (isWithoutTag(written, catalog)) {
    return { severity: 'error', message: `${quote(written)} lacks the key of a tag, as in '${written.replace(/\/$/, '')}/team'` };
  }
  // The claims of an identity provider are its own: `idp.example.com/path:claim`.
  if (/[./]/.test(prefix) || OPEN_PREFIXES.has(prefix) || isOfDevice(written.toLowerCase())) return undefined;
  if (prefix === 'aws') {
    const meant = nearestKey(
      written,
      catalog.globalConditionKeys().map((key) => key.name),
    );
    const message = `There is no global condition key ${quote(written)}`;
    return {
      severity: meant === undefined ? 'warning' : 'error',
      message: meant === undefined ? inCatalog(written, catalog) : message,
      ...found(meant),
    };
  }
  if (catalog.service(prefix) !== undefined) {
    const meant = nearestKey(
      written,
      catalog.conditionKeys(prefix).map((key) => key.name),
    );
    return { severity: 'warning', message: inCatalog(written, catalog), ...found(meant) };
  }
  const service = catalog.prefixFor(prefix) ?? findNearest(prefix, ['aws', ...catalog.services.map((one) => one.prefix)]);
  const meant = service === undefined ? undefined : catalog.conditionKey(`${service}:${name}`) && `${service}:${name}`;
  return {
    severity: meant === undefined ? 'warning' : 'error',
    message: `There is no service ${quote(prefix)} that has condition keys`,
    ...found(meant),
  };
}

function inCatalog(written: string, catalog: Catalog): string {
  return `Condition key ${quote(written)} is not in the catalogue of ${catalog.date}`;
}

function found(meant: string | undefined): { readonly meant?: string } {
  return meant === undefined ? {} : { meant };
}

/** A key that takes the key of a tag behind a slash, written without it. */
function isWithoutTag(written: string, catalog: Catalog): boolean {
  const stem = written.replace(/\/$/, '');
  return catalog.conditionKey(`${stem}/x`)?.name.toLowerCase().startsWith(`${stem.toLowerCase()}/$`) === true;
}

/** The key whose name is near; of one with a placeholder what stands before it decides, and what was written behind it stays. */
function nearestKey(written: string, names: readonly string[]): string | undefined {
  const slash = written.indexOf('/');
  if (slash < 0)
    return findNearest(
      written,
      names.filter((name) => !name.includes('$')),
    );
  const stems = names.flatMap((name) => (/^[^$]*\/\$\{[^}]*\}$/.test(name) ? [name.slice(0, name.indexOf('/'))] : []));
  const stem = findNearest(written.slice(0, slash), stems);
  return stem && `${stem}${written.slice(slash)}`;
}

/** A global key, or one of a service of the statement's actions, of this very name. */
function findByName(name: string, statement: Statement, catalog: Catalog): string | undefined {
  const elements = [...(statement.action?.values ?? []), ...(statement.notAction?.values ?? [])];
  const services = elements.flatMap(({ text }) => literalText(text)?.split(':')[0] ?? []).slice(0, 50);
  const clean = name.trim();
  for (const prefix of ['aws', ...new Set(services)]) {
    const key = catalog.conditionKey(`${prefix}:${clean}`);
    if (key !== undefined) return key.name.includes('${') ? `${prefix}:${clean}` : key.name;
  }
  return undefined;
}
