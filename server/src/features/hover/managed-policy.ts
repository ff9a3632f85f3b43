import type { Catalog, ManagedPolicy } from '../../catalog/catalog.ts';
import { managedStatements } from '../../lint/managed-statements.ts';
import { code, escapeMarkdown, paragraphs } from '../markdown.ts';
import { describeGranted } from './granted.ts';

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

/** Markdown about a managed policy of AWS: description, what it grants. */
export function describeManagedPolicy(catalog: Catalog, policy: ManagedPolicy): string {
  return paragraphs(
    `**${escapeMarkdown(policy.name)}** (managed policy of AWS)`,
    code(policy.arn),
    policy.deprecated ? 'Deprecated: AWS has replaced it or no longer lets it be attached.' : undefined,
    policy.description === '' ? undefined : escapeMarkdown(policy.description),
    describeGranted(catalog, managedStatements(policy)),
  );
}
