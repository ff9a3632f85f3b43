import type { Catalog, ManagedPolicy } from '../../catalog/catalog.ts';
import { actionsOf, countActions } from '../../policy/action-set.ts';
import { code, countOf, escapeMarkdown, paragraphs } from '../markdown.ts';
import { renderLevels } from './levels.ts';

/** Markdown about a managed policy of AWS by its name or ARN, and what took its place; `undefined` for what is none. */
export function describeManagedName(catalog: Catalog, nameOrArn: string): string | undefined {
  const policy = catalog.managedPolicy(nameOrArn);
  const name = nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
  const replacement = catalog.managedPolicyReplacement(name);
  if (policy === undefined && replacement === undefined) return undefined;
  return paragraphs(
    policy === undefined ? `**${escapeMarkdown(name)}**` : describeManagedPolicy(catalog, policy),
    replacement === undefined ? undefined : `Replaced by ${code(replacement)}.`,
  );
}

/** Markdown about a managed policy of AWS: description, how many actions of which access levels it allows, on what. */
export function describeManagedPolicy(catalog: Catalog, policy: ManagedPolicy): string {
  const statements = decodeStatements(policy.document());
  const actions = actionsOf(
    catalog,
    statements.filter(isAllow).flatMap((statement) => strings(statement.Action)),
  );
  const count = countActions(actions);
  const wild = statements.some((statement) => isAllow(statement) && strings(statement.Resource).includes('*'));
  return paragraphs(
    `**${escapeMarkdown(policy.name)}** (managed policy of AWS)`,
    code(policy.arn),
    policy.deprecated ? 'Deprecated: AWS has replaced it or no longer lets it be attached.' : undefined,
    policy.description === '' ? undefined : escapeMarkdown(policy.description),
    count === 0 ? undefined : `Allows ${countOf(count, 'action')}${renderLevels(catalog, actions)}.${wild ? ` Some on ${code('*')}.` : ''}`,
    statements.some((statement) => statement.NotAction !== undefined && isAllow(statement))
      ? `Allows with ${code('NotAction')} too, which is not counted.`
      : undefined,
  );
}

type Decoded = Readonly<Record<string, unknown>>;

function decodeStatements(document: string): readonly Decoded[] {
  const decoded: unknown = JSON.parse(document);
  const statement = isRecord(decoded) ? decoded.Statement : undefined;
  const all: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return all.filter(isRecord);
}

function isAllow(statement: Decoded): boolean {
  return statement.Effect === 'Allow';
}

function strings(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Decoded {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
