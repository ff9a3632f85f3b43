import { findValue } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import { allow } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { isOn } from './nodes.ts';
import type { Service, ServiceFunction } from './service.ts';
import { arnOf } from './statements.ts';

/** How a function writes its log. */
interface Log {
  readonly group: string;
  /** Its group is one of those that all functions of the service have by their names. */
  readonly isCommon: boolean;
  readonly isDisabled: boolean;
}

/**
 * What the shared role has for logs: groups of functions with a name of their own each, all others by what their names start with, and a Deny for those that shall
 * write none (serverless 3.40.0, MIT, `lib/plugins/aws/package/lib/merge-iam-templates.js`; a group of a function's own (`logs.logGroup`) is of version 4).
 */
export function sharedLogs({ functions, prefix, isVersion4 }: Pick<Service, 'functions' | 'prefix' | 'isVersion4'>): readonly Written[] {
  const logs = functions.map((fn) => readLog(fn, prefix, isVersion4));
  const written = logs.filter(({ isDisabled }) => !isDisabled);
  const own = written.filter(({ isCommon }) => !isCommon).map(({ group }) => group);
  const isCommon = written.some((log) => log.isCommon);
  const groups = [...new Set(own), ...(isCommon ? [`/aws/lambda/${prefix}*`] : [])].map((group) => `log-group:${group}`);
  if (groups.length === 0) return [];
  const denied = logs.filter((log) => isCommon && log.isDisabled && log.isCommon);
  return [
    allow(
      ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'],
      groups.map((group) => arnOf('logs', `${group}:*`)),
    ),
    allow(
      ['logs:PutLogEvents'],
      groups.map((group) => arnOf('logs', `${group}:*:*`)),
    ),
    ...(denied.length === 0 ? [] : [deny(denied.map(({ group }) => arnOf('logs', `log-group:${group}:*`)))]),
  ];
}

/**
 * What a role of a function's own has for logs (serverless-iam-roles-per-function 3.2.0; `roles-per-function-permissions.js` of serverless 4.29, where a function
 * that shall write none is denied it).
 */
export function ownLogs(fn: ServiceFunction, service: Pick<Service, 'provider'>, by: 'plugin' | 'framework'): readonly Written[] {
  const own = plainString(findValue(fn.node, 'logs', 'logGroup')) ?? plainString(findValue(service.provider, 'logs', 'lambda', 'logGroup'));
  const group = (by === 'framework' ? own : undefined) ?? `/aws/lambda/${fn.fullName}`;
  const resources = [arnOf('logs', `log-group:${group}:*:*`)];
  const isDenied = by === 'framework' && isOn(findValue(fn.node, 'disableLogs')) === 'yes';
  return [allow(['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:PutLogEvents'], resources), ...(isDenied ? [deny(resources)] : [])];
}

/** What decides `sharedLogs` of a function, as text. */
export function logKey({ node, fullName }: ServiceFunction): string {
  const own = plainString(findValue(node, 'logs', 'logGroup')) ?? '';
  return `${fullName} ${isOn(findValue(node, 'disableLogs'))} ${own}`;
}

function readLog({ node, fullName }: ServiceFunction, prefix: string, isVersion4: boolean): Log {
  const own = isVersion4 ? plainString(findValue(node, 'logs', 'logGroup')) : undefined;
  const isDisabled = isOn(findValue(node, 'disableLogs')) === 'yes';
  return { group: own ?? `/aws/lambda/${fullName}`, isCommon: own === undefined && fullName.startsWith(prefix), isDisabled };
}

function deny(resources: readonly Written[]): Written {
  return { Effect: 'Deny', Action: ['logs:PutLogEvents'], Resource: resources };
}
