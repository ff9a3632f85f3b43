import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { normalizeName } from '../../template/implicit-serverless.ts';
import { plainMapping, plainString } from '../../template/intrinsic.ts';
import type { GrantsReader } from '../context.ts';
import type { UnknownGrant } from '../model.ts';
import { allow } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { isOn, shortOrProperty } from './nodes.ts';
import type { ServiceFunction } from './service.ts';
import { nameOfFunction } from './service.ts';
import type { Addition, Additions } from './statements.ts';
import { arnOf, cannotTell, TRACING } from './statements.ts';

/** How the framework reads the settings of a function: for the role that functions share, or for one of its own (version 4). */
export interface SettingsFor {
  readonly ownRole: boolean;
  /** The function acts by a role that is not made, which gets no permissions for its destinations. */
  readonly hasOtherRole: boolean;
  /** Version 4 knows file systems of S3 too. */
  readonly isVersion4: boolean;
  /** `Service.prefix`. */
  readonly prefix: string;
}

/**
 * What is added to a role for what a function has beside its events, in the order in which the framework adds it: `onError`, a key, tracing, a file system,
 * destinations (serverless 3.40.0, MIT, `lib/plugins/aws/package/compile/functions.js`; of 4.29 `roles-per-function-permissions.js`).
 */
export function settingAdditions(reader: GrantsReader, fn: ServiceFunction, settings: SettingsFor): Additions {
  const unknown: UnknownGrant[] = [];
  const durable = findPair(fn.node, 'durableConfig');
  if (durable !== undefined && isOn(durable.value) !== 'no') {
    unknown.push({ reason: 'what Serverless adds for durableConfig is not known', range: durable.key.range, about: 'attached' });
  }
  const additions = [
    ...onError(fn, settings),
    ...keyAdditions(findPair(fn.node, 'kmsKeyArn')?.value),
    ...tracingAdditions(findPair(fn.node, 'tracing')?.value, fn.name, unknown),
    ...fileSystem(fn, settings),
    ...(settings.hasOtherRole ? [] : destinations(reader, fn, settings, unknown)),
  ];
  return { additions, unknown };
}

/** A topic that takes what failed. To the shared role it is added where it is written out, to a function's own in any form. */
function onError({ node }: ServiceFunction, { ownRole }: Pick<SettingsFor, 'ownRole'>): readonly Addition[] {
  const pair = findPair(node, 'onError');
  if (pair === undefined || isOn(pair.value) === 'no') return [];
  if (!ownRole && plainString(pair.value) === undefined) return [];
  return [{ what: 'onError', statements: [allow(['sns:Publish'], [pair.value])], range: pair.key.range }];
}

/** The same for serverless-iam-roles-per-function 3.2.0. */
export function onErrorAddition(fn: ServiceFunction): readonly Addition[] {
  return onError(fn, { ownRole: true });
}

/** A key for the environment, where its ARN is written out. */
export function keyAdditions(key: Node | undefined): readonly Addition[] {
  const arn = plainString(key);
  if (key === undefined || arn === undefined || arn === '') return [];
  return [{ what: 'kmsKeyArn', statements: [allow(['kms:Decrypt'], [key])], range: key.outer, once: `kmsKeyArn ${arn}` }];
}

/** `tracing` of a function, or `provider.tracing.lambda`. */
export function tracingAdditions(tracing: Node | undefined, name: string, unknown: UnknownGrant[]): readonly Addition[] {
  if (tracing === undefined) return [];
  const answer = isOn(tracing);
  if (answer === 'unknown') unknown.push(cannotTell(`it is not known whether ${name} is traced`, tracing));
  return answer === 'yes' ? [{ what: 'tracing', statements: [TRACING], range: tracing.outer, once: 'tracing' }] : [];
}

function fileSystem({ node }: ServiceFunction, { isVersion4 }: SettingsFor): readonly Addition[] {
  const pair = findPair(node, 'fileSystemConfig');
  const arn = findPair(plainMapping(pair?.value), 'arn')?.value;
  if (pair === undefined || arn === undefined) return [];
  const type = plainString(findPair(pair.value, 'type')?.value);
  const isOfS3 = isVersion4 && (type === 's3files' || plainString(arn)?.split(':')[2] === 's3files');
  const service = isOfS3 ? 's3files' : 'elasticfilesystem';
  const statement = allow([`${service}:ClientMount`, `${service}:ClientWrite`], [arn]);
  return [{ what: 'fileSystemConfig', statements: [statement], range: pair.key.range }];
}

const DESTINATIONS: Readonly<Record<string, string>> = {
  function: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  eventBus: 'events:PutEvents',
};

const IN_ARNS: readonly (readonly [part: string, kind: string])[] = [
  [':function:', 'function'],
  [':sqs:', 'sqs'],
  [':sns:', 'sns'],
  [':event-bus/', 'eventBus'],
];

function destinations(
  reader: GrantsReader,
  { node, name }: ServiceFunction,
  { prefix }: SettingsFor,
  unknown: UnknownGrant[],
): readonly Addition[] {
  return ['onSuccess', 'onFailure'].flatMap((key): readonly Addition[] => {
    const destination = findValue(node, 'destinations', key);
    if (destination === undefined || isOn(destination) === 'no') return [];
    const statement = statementFor(reader, destination, prefix);
    if (statement === undefined) {
      unknown.push(cannotTell(`the destination ${key} of ${name} is not known`, destination));
      return [];
    }
    const written = plainString(destination);
    const once = written === undefined ? {} : { once: `destination ${written}` };
    return [{ what: 'destinations', statements: [statement], range: destination.outer, ...once }];
  });
}

/** A function of the service by its name, an ARN, or `{ type, arn }`. */
function statementFor(reader: GrantsReader, destination: Node, prefix: string): Written | undefined {
  const text = plainString(destination);
  if (text === undefined) {
    const action = DESTINATIONS[plainString(findPair(plainMapping(destination), 'type')?.value) ?? ''];
    const arn = shortOrProperty(destination, 'arn');
    return action === undefined || arn === undefined ? undefined : allow(action, arn);
  }
  if (!text.startsWith('arn:')) {
    const target = reader.template.scope.resources.get(`${normalizeName(text)}LambdaFunction`);
    if (target?.node === undefined) return undefined;
    return allow('lambda:InvokeFunction', arnOf('lambda', `function:${nameOfFunction(target.node, text, prefix)}`));
  }
  const [, kind] = IN_ARNS.find(([part]) => text.includes(part)) ?? [];
  const action = DESTINATIONS[kind ?? ''];
  return action === undefined ? undefined : allow(action, destination);
}
