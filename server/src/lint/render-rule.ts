import type { Example, Rule } from './rule.ts';

/** The documentation page of a rule, Markdown, made of the rule itself. */
export function renderRule(rule: Rule): string {
  const { id, severity, optIn, summary, rationale, alsoKnownAs = {}, examples, examplesUnder, kinds, dialects } = rule;
  const facts = [
    optIn === true
      ? `- Severity: ${severity}; opt-in: reported under the preset strict, or where the configuration names it`
      : `- Severity: ${severity}`,
    ...(examplesUnder === undefined
      ? []
      : [`- Reported only where the configuration asks for it; in the examples \`requireBoundary: ${examplesUnder.requireBoundary}\``]),
    ...(kinds === undefined ? [] : [`- Policies: ${kinds.join(', ')}`]),
    ...(dialects === undefined ? [] : [`- Templates: ${dialects.join(', ')}`]),
    ...(Object.keys(alsoKnownAs).length === 0
      ? []
      : [
          `- Known elsewhere as: ${Object.entries(alsoKnownAs)
            .map(([tool, names]) => `${[names].flat().join(', ')} (${tool})`)
            .join(', ')}`,
        ]),
    `- Silence it at one place: \`# leastwise-ignore ${id}: the reason\``,
  ];
  const sections = [
    `# ${id}`,
    summary,
    rationale,
    facts.join('\n'),
    `## Reported\n\n${examples.incorrect.map(renderExample).join('\n\n')}`,
    `## Not reported\n\n${examples.correct.map(renderExample).join('\n\n')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderExample({ code, resources }: Example): string {
  const below = resources === undefined ? '' : `\n\n# Resources of the template:\n${resources}`;
  return `\`\`\`yaml\n${code.replaceAll('«', '').replaceAll('»', '')}${below}\n\`\`\``;
}
