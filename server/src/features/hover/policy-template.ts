import type { Catalog, PolicyTemplate } from '../../catalog/catalog.ts';
import { readStatements } from '../../lint/managed-statements.ts';
import { code, codeBlock, escapeMarkdown, paragraphs } from '../markdown.ts';
import { describeGranted } from './granted.ts';
import { renderYaml } from './yaml.ts';

/**
 * Markdown about a SAM policy template: its description, what it grants, its parameters and its statements. `written` holds each parameter's value as
 * text of the document; where it is absent the parameter's name stays.
 */
export function describePolicyTemplate(
  catalog: Catalog,
  template: PolicyTemplate,
  written: ReadonlyMap<string, string> = new Map(),
): string {
  const parameters = template.parameters.map(({ name, description }) => `- ${code(name)}: ${escapeMarkdown(description)}`);
  return paragraphs(
    `**${escapeMarkdown(template.name)}** (SAM policy template)`,
    escapeMarkdown(template.description),
    describeGranted(catalog, readStatements(template.definition)),
    parameters.join('\n'),
    codeBlock('yaml', renderYaml(decodeDefinition(template.definition), written)),
  );
}

/** The statements alone of a definition, as JSON values. */
function decodeDefinition(definition: string): unknown {
  const decoded: unknown = JSON.parse(definition);
  return typeof decoded === 'object' && decoded !== null && 'Statement' in decoded ? decoded.Statement : decoded;
}
