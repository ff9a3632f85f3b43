/** A SAM template of these sections, written below `Resources` and beside it. Every block is YAML at no indent. */
export function samTemplate(resources: string, sections = ''): string {
  return `Transform: AWS::Serverless-2016-10-31\n${sections.trim()}\nResources:\n${indent(resources, 2)}\n`;
}

/** A SAM template of one function `Fn` with these properties, and of further resources. */
export function samFunction(properties: string, resources = '', sections = ''): string {
  return samTemplate(`${entry('Fn', 'AWS::Serverless::Function', properties)}\n${resources.trim()}`, sections);
}

/** The same of one state machine `Machine`. */
export function samStateMachine(properties: string, resources = '', sections = ''): string {
  return samTemplate(`${entry('Machine', 'AWS::Serverless::StateMachine', properties)}\n${resources.trim()}`, sections);
}

function entry(logicalId: string, type: string, properties: string): string {
  return `${logicalId}:\n  Type: ${type}\n  Properties:\n    Description: under test\n${indent(properties, 4)}`;
}

function indent(block: string, width: number): string {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length), Number.MAX_SAFE_INTEGER);
  return lines.map((line) => `${' '.repeat(width)}${line.slice(margin)}`).join('\n');
}
