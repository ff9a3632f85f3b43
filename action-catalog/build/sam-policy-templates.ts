import type { EncodedTemplate } from '../../server/src/catalog/bundle-format.ts';
import type { SamStatement } from '../tables/sam-policy-templates.ts';
import { SAM_POLICY_TEMPLATES } from '../tables/sam-policy-templates.ts';

/** The policy templates with their statements as CloudFormation text: `Fn::Sub` with a map that names each parameter by `Ref`. */
export function buildPolicyTemplates(): ReadonlyMap<string, EncodedTemplate> {
  return new Map(
    Object.entries(SAM_POLICY_TEMPLATES).map(([name, { description, parameters, statements }]) => [
      name,
      {
        description,
        parameters: Object.entries(parameters),
        definition: JSON.stringify({ Statement: statements.map((statement) => lowerStatement(statement, Object.keys(parameters))) }),
      },
    ]),
  );
}

function lowerStatement({ allow, on, when }: SamStatement, parameters: readonly string[]): unknown {
  const resources = on.map((text) => substitute(text, parameters));
  const condition = Object.entries(when ?? {}).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, substitute(text, parameters)])),
  ]);
  return {
    Effect: 'Allow',
    Action: allow.flatMap(expandActions),
    Resource: resources.length === 1 ? resources[0] : resources,
    ...(condition.length === 0 ? {} : { Condition: Object.fromEntries(condition) }),
  };
}

/** `sqs: SendMessage DeleteMessage` → the full names. */
function expandActions(text: string): readonly string[] {
  const [service = '', names = ''] = text.split(': ');
  return names.split(' ').map((name) => `${service}:${name}`);
}

function substitute(text: string, parameters: readonly string[]): unknown {
  if (!text.includes('${')) return text;
  const used = parameters.filter((parameter) => text.includes(`\${${parameter}}`));
  if (used.length === 0) return { 'Fn::Sub': text };
  return { 'Fn::Sub': [text, Object.fromEntries(used.map((parameter) => [parameter, { Ref: parameter }]))] };
}
