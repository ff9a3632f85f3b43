import type { Policy, Statement } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import { quote } from './text.ts';

/** How a message speaks of another statement of the policy: by its Sid, else by its place: `statement 'Read'`, `statement 2`. */
export function nameStatement(statement: Statement, policy: Policy): string {
  const [sid] = statement.sid?.values ?? [];
  const text = sid === undefined ? undefined : literalText(sid.text);
  return `statement ${text === undefined || text === '' ? policy.statements.indexOf(statement) + 1 : quote(text)}`;
}
