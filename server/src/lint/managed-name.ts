import type { ManagedPolicy } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import { replaceValue } from '../edit/values.ts';
import type { Text } from '../template/text.ts';
import { renderText } from '../template/text.ts';
import type { RuleContext } from './rule.ts';

/** A managed policy of AWS as it is written. */
export interface ManagedName {
  readonly name: string;
  /** What stands before the name in an ARN: `arn:aws:iam::aws:policy/`. */
  readonly head?: string;
  /** Path and name in an ARN: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly path?: string;
}

/** The managed policy of AWS that is written; `undefined` for one of an account and for what is not known. */
export function readManagedName(text: Text, mayBeName: boolean): ManagedName | undefined {
  const written = renderText(text);
  const arn = /^(arn:(?:aws[a-z-]*|\$\{AWS::Partition\}):iam::aws:policy\/)([\w+=,.@/-]+)$/.exec(written);
  const [, head, path] = arn ?? [];
  if (head !== undefined && path !== undefined) return { name: path.slice(path.lastIndexOf('/') + 1), head, path };
  return mayBeName && /^[\w+=,.@-]+$/.test(written) ? { name: written } : undefined;
}

/** Path and name of a policy as its ARN has them. */
export function pathOf({ arn }: ManagedPolicy): string {
  return arn.slice(arn.indexOf(':policy/') + ':policy/'.length);
}

/** Another managed policy in the place of one, by name or ARN as that one is written. */
export function renameManaged(text: Text, { head }: ManagedName, policy: ManagedPolicy, context: RuleContext): readonly Edit[] {
  const written = head === undefined ? policy.name : `${head}${pathOf(policy)}`;
  const value = written.includes('${') ? ({ kind: 'sub', text: written } as const) : ({ kind: 'literal', text: written } as const);
  return replaceValue(context.sourceOf(text.range), { text, node: text.node, when: [] }, value);
}
