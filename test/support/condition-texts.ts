/** Documents around the conditions of a test. */
import { inJsonText, inPolicy, inRole } from './policy-texts.ts';

export interface Around {
  readonly effect?: string;
  /** As YAML, which is JSON too. */
  readonly action?: string;
}

/** A role whose statement has these lines below its `Condition:`. */
export function yamlCondition(lines: readonly string[], { effect = 'Allow', action = 's3:GetObject' }: Around = {}): string {
  return inRole([`- Effect: ${effect}`, `  Action: ${action}`, "  Resource: '*'", '  Condition:', ...lines.map((line) => `    ${line}`)]);
}

/** A loose policy in JSON whose statement has these lines as its condition. */
export function jsonCondition(lines: readonly string[], around: Around = {}): string {
  return inPolicy(statement(lines, around));
}

/** The same as JSON text under `!Sub`. */
export function textCondition(lines: readonly string[], around: Around = {}): string {
  return inJsonText(statement(lines, around));
}

function statement(lines: readonly string[], { effect = 'Allow', action = '"s3:GetObject"' }: Around): readonly string[] {
  const [first = '', ...rest] = lines;
  const head = `{ "Effect": "${effect}", "Action": ${action}, "Resource": "*", "Condition": ${first}`;
  return rest.length === 0 ? [`${head} }`] : [head, ...rest, '}'];
}
