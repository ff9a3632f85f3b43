import type { PrincipalPermissions } from '../../analysis/permissions-answers.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';
import type { OpenTemplate } from '../open-template.ts';
import { openTemplate } from '../open-template.ts';
import { wantsColor } from '../output/color.ts';
import { renderPermissionsJson } from '../output/permissions-json.ts';
import { renderPermissionsText } from '../output/permissions-text.ts';
import { createPositions } from '../positions.ts';
import type { CanOptions } from './can.ts';
import { can } from './can.ts';

/** `function`: logical id of a function, state machine or role, or name of a Serverless function. What is for `--can` goes with it alone. */
export interface PermissionsOptions extends Omit<CanOptions, 'can'> {
  readonly path: string;
  readonly can?: string;
  readonly stdinPath?: string;
  readonly config?: string;
}

/** Prints who may do what, or answers whether they may do one thing. */
export async function permissions(options: PermissionsOptions, io: Io): Promise<ExitCode> {
  if (options.can === undefined) refuseWithoutCan(options);
  const template = await openTemplate(options, io);
  const named = choosePrincipals(template, options.function);
  if (options.can !== undefined) return can(template, named, { ...options, can: options.can }, io);
  const positions = createPositions(template.workspace);
  const pieces =
    options.format === 'json'
      ? renderPermissionsJson(named, { positions, uri: template.target.uri })
      : renderPermissionsText(named, {
          positions,
          pathOf: template.pathOf,
          dialect: template.permissions.dialect,
          color: options.color ?? wantsColor(io, io.stdout.isTerminal),
        });
  await io.stdout.writeAll(pieces);
  return 0;
}

function refuseWithoutCan({ on, context, parameter, wholeContext }: PermissionsOptions): void {
  const given = Object.entries({ on, context, parameter, 'whole-context': wholeContext }).find(([, value]) => value !== undefined);
  if (given !== undefined) throw new UsageError(`--${given[0]} needs --can <action>`);
}

/** All of them, or the one of that name. */
export function choosePrincipals(
  { permissions: { principals }, target }: OpenTemplate,
  name: string | undefined,
): readonly PrincipalPermissions[] {
  if (name === undefined) return principals;
  const found =
    principals.find((principal) => principal.function === name) ??
    principals.find(({ logicalId, kind }) => logicalId === name && kind !== 'role') ??
    principals.find(({ logicalId }) => logicalId === name);
  if (found !== undefined) return [found];
  const names = principals.map((principal) => principal.function ?? principal.logicalId);
  const list = names.length === 0 ? 'it has none at all' : `it has ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`;
  throw new UsageError(`${target.path} has no function, state machine or role '${name}'; ${list}`);
}
