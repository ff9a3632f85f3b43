import type { Written } from '../written.ts';
import type { ConnectorStatement } from './profiles.ts';
import type { ConnectorReference } from './references.ts';

/** The two resources that a connector joins. */
export interface Ends {
  readonly source: ConnectorReference;
  readonly destination: ConnectorReference;
}

export interface WrittenStatement {
  /** Of a policy of a role. */
  readonly identity: Written;
  /** Of a policy that stands on the destination. */
  readonly resource: Written;
  /** The properties of an `AWS::Lambda::Permission`. */
  readonly permission: Readonly<Record<string, Written>>;
}

/** A statement in each form that it may be made in; `undefined` where a value of it is missing. */
export function writeStatement(
  { actions, resources, service = '', sourceArn, sourceAccount }: ConnectorStatement,
  ends: Ends,
): WrittenStatement | undefined {
  const fill = (text: string): Written | undefined => substitute(text, ends);
  const filled = resources.map(fill);
  const Resource = filled.flatMap((resource) => resource ?? []);
  const SourceArn = sourceArn === undefined ? undefined : fill(sourceArn);
  const SourceAccount = sourceAccount === undefined ? undefined : fill(sourceAccount);
  if (Resource.length < filled.length || (sourceArn !== undefined && SourceArn === undefined)) return undefined;
  const condition = SourceArn === undefined ? {} : { Condition: { ArnEquals: { 'aws:SourceArn': SourceArn } } };
  const base = { Effect: 'Allow', Action: actions, Resource };
  return {
    identity: base,
    resource: { ...base, Principal: { Service: service }, ...condition },
    permission: {
      Action: actions,
      Principal: service,
      ...(Resource[0] === undefined ? {} : { FunctionName: Resource[0] }),
      ...(SourceArn === undefined ? {} : { SourceArn }),
      ...(SourceAccount === undefined ? {} : { SourceAccount }),
    },
  };
}

/** A text with the values of both ends in it; `undefined` where one that it needs is not known. */
function substitute(text: string, { source, destination }: Ends): Written | undefined {
  const values: Readonly<Record<string, Written | undefined>> = {
    SourceArn: source.arn,
    SourceResourceId: source.resourceId,
    SourceQualifier: source.qualifier,
    DestinationArn: destination.arn,
    DestinationName: destination.name,
  };
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const used = names.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  if (used.length < names.length) return undefined;
  const [only] = used;
  if (only !== undefined && text === `\${${only[0]}}`) return only[1];
  return { 'Fn::Sub': [text, Object.fromEntries(used)] };
}
