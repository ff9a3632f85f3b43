import type { AccessDecision, PrincipalAccess } from '../../analysis/access-answers.ts';
import type { PrincipalPermissions } from '../../analysis/permissions-answers.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';
import type { OpenTemplate } from '../open-template.ts';
import { renderAccessJson } from '../output/access-json.ts';
import { reasonOf } from '../output/access-reason.ts';
import { renderAccessText } from '../output/access-text.ts';
import { wantsColor } from '../output/color.ts';
import { createPositions } from '../positions.ts';

export interface CanOptions {
  /** One action. */
  readonly can: string;
  readonly on?: string;
  /** Condition keys of the request. */
  readonly context?: Values;
  readonly wholeContext?: boolean;
  readonly parameter?: Values;
  readonly function?: string;
  readonly format: 'text' | 'json';
  readonly color?: boolean;
}

/** What a repeatable option gave, by name. */
type Values = Readonly<Record<string, readonly string[]>>;

/** Answers whether principals may do something. */
export function can(template: OpenTemplate, named: readonly PrincipalPermissions[], options: CanOptions, io: Io): ExitCode {
  const { workspace, target, permissions, pathOf } = template;
  const access = workspace.analysis.access(target.uri, {
    principals: options.function === undefined ? chooseActing(named) : named,
    action: options.can,
    ...(options.on === undefined ? {} : { on: options.on }),
    parameters: new Map(Object.entries(options.parameter ?? {}).map(([name, values]) => [name, values.at(-1) ?? ''])),
    context: new Map(Object.entries(options.context ?? {}).map(([key, values]) => [key.toLowerCase(), values])),
    wholeContext: options.wholeContext === true,
  });
  if (access.kind === 'wrong') throw new UsageError(access.reason);
  if (access.answers.length === 0) throw new UsageError(`${target.path} has no function, state machine or role`);
  const context = { positions: createPositions(workspace), uri: target.uri, pathOf, dialect: permissions.dialect };
  const answers = access.answers.map((answer) => ({ answer, reason: reasonOf(answer, options.can, context) }));
  const decision = joinDecisions(access.answers);
  for (const note of access.notes) io.stderr.write(`leastwise: ${note}\n`);
  const asked = { action: options.can, decision, answers };
  io.stdout.write(
    options.format === 'json'
      ? renderAccessJson(asked, context)
      : renderAccessText(asked, options.color ?? wantsColor(io, io.stdout.isTerminal)),
  );
  return EXIT_CODES[decision];
}

const EXIT_CODES: Readonly<Record<AccessDecision, ExitCode>> = { allowed: 0, explicitDeny: 1, implicitDeny: 1, unknown: 3 };

/** Functions and state machines, whose roles are asked through them; of a template with neither all roles. */
function chooseActing(principals: readonly PrincipalPermissions[]): readonly PrincipalPermissions[] {
  const acting = principals.filter(({ kind }) => kind !== 'role');
  return acting.length > 0 ? acting : principals;
}

/** Whether any of them may, as far as it is known. */
function joinDecisions(answers: readonly PrincipalAccess[]): AccessDecision {
  const order: readonly AccessDecision[] = ['allowed', 'unknown', 'implicitDeny', 'explicitDeny'];
  return order.find((decision) => answers.some((answer) => answer.decision === decision)) ?? 'implicitDeny';
}
