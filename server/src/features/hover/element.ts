import type { PolicyElement } from '../elements.ts';
import { escapeMarkdown, paragraphs } from '../markdown.ts';

/** Markdown about an element of a policy or statement: one line. */
export function describeElement(element: PolicyElement): string {
  return paragraphs(`**${element.name}**`, escapeMarkdown(element.summary));
}
