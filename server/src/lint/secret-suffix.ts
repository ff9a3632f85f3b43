import { appendToText } from '../edit/texts.ts';
import type { Statement } from '../policy/model.ts';
import type { Text } from '../template/text.ts';
import { createFix } from './fix.ts';
import type { Report, StatementContext } from './rule.ts';
import { quote } from './text.ts';

/** What Secrets Manager adds to a name: `-` and six characters, which `?` matches one by one and `-*` would match with other secrets' names. */
const SUFFIX = '-??????';

/** Secrets named by their whole name: the ARN of a secret goes on with six random characters, so that such a value matches none (`semantics.md` 16). */
export function* findShortSecrets(statement: Statement, context: StatementContext): Iterable<Report> {
  for (const { text, node } of statement.resource?.values ?? []) {
    const name = findSecretName(text);
    if (name === undefined || /-[A-Za-z0-9]{6}$/.test(name)) continue;
    const source = context.sourceOf(node.outer);
    yield {
      range: node.outer,
      severity: 'warning',
      message: `The ARN of the secret ${quote(name)} goes on with '-' and six random characters`,
      fixes: [
        createFix(`Append '${SUFFIX}' to the name`, 'widens', () => appendToText(source, text, SUFFIX), { preferred: true, fixAll: false }),
      ],
    };
  }
}

/** The name of a secret that is written out, without a wildcard; `undefined` for every other text. */
function findSecretName({ parts }: Text): string | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first?.kind !== 'literal' || last?.kind !== 'literal' || !/^arn:/.test(first.text)) return undefined;
  const isSecret = parts.some((part) => part.kind === 'literal' && part.text.includes(':secretsmanager:'));
  return isSecret ? /:secret:([^:*?$]+)$/.exec(last.text)?.[1] : undefined;
}
