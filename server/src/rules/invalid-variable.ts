import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { WrittenVariable } from '../lint/variables.ts';
import {
  findWrittenVariables,
  holdsVariables,
  languageVersion,
  replaceContent,
  rewriteText,
  variableKey,
  variableKind,
  variableValues,
} from '../lint/variables.ts';
import type { Statement, Value } from '../policy/model.ts';

export const invalidVariable: Rule = {
  id: 'invalid-variable',
  severity: 'error',
  summary: 'A policy variable is malformed, is not known, or stands where IAM reads none.',
  rationale:
    'IAM rejects a policy with a variable that is not closed, is empty or has a blank in its key. A key that does not exist has no value, and outside Resource and Condition a variable is plain text: either way nothing matches.',
  alsoKnownAs: {
    'access-analyzer': [
      'MISSING_BRACE_IN_VARIABLE',
      'MISSING_QUOTE_IN_VARIABLE',
      'UNSUPPORTED_SPACE_IN_VARIABLE',
      'EMPTY_VARIABLE',
      'VARIABLE_UNSUPPORTED_IN_ELEMENT',
    ],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3:::reports/${aws:username/*'»" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «!Sub 'arn:aws:s3:::reports/${!aws:PrincipalTag/team, none}/*'»" },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: «!Sub '${Reports.Arn}/${!aws:usrname}/*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: 'Effect: Allow\nAction: s3:GetObject\nResource: !Sub "arn:aws:s3:::reports/${!aws:PrincipalTag/cost center, \'none\'}/*"' },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/${cognito-identity.amazonaws.com:sub}/${*}'" },
    ],
  },
  statement(statement, context) {
    return holdsVariables(statement) ? findProblems(statement, context) : NOTHING;
  },
};

function* findProblems(statement: Statement, context: StatementContext): Generator<Report> {
  yield* checkElements(statement, context);
  // In the language of 2008 the text is plain: another rule says so.
  if (['2008', 'absent'].includes(languageVersion(context.policy)) && context.policy.kind !== 'unknown') return;
  for (const value of variableValues(statement)) {
    for (const variable of findWrittenVariables(value.text)) {
      const report = check(value, variable, context);
      if (report === undefined) continue;
      yield report;
      break;
    }
  }
}

/** Variables where IAM reads none; what could be meant for `Fn::Sub` is reported as that. */
function* checkElements(statement: Statement, context: StatementContext): Iterable<Report> {
  const principals = [statement.principal, statement.notPrincipal].flatMap(
    (element) => element?.groups.flatMap((group) => group.values) ?? [],
  );
  const elements = [
    ['Sid', statement.sid?.values ?? []],
    ['Action', statement.action?.values ?? []],
    ['NotAction', statement.notAction?.values ?? []],
    ['Principal', principals],
  ] as const;
  for (const [name, values] of elements) {
    for (const { text } of values) {
      const variable = findWrittenVariables(text).find(({ content, closed }) => closed && variableKind(content) === 'policy');
      if (variable === undefined) continue;
      yield {
        range: text.node.outer,
        ...(context.template.dialect === 'policy' ? { severity: 'warning' as const } : {}),
        message: `${quote(`\${${variable.content}}`)}: IAM reads variables in Resource and Condition only, not in ${name}`,
      };
    }
  }
}

function check(value: Value, variable: WrittenVariable, context: StatementContext): Report | undefined {
  const { content, closed } = variable;
  const range = value.text.node.outer;
  const kind = variableKind(content);
  if (!closed) return reportOpen(value, content, context);
  if (kind === 'empty') return { range, message: `'\${${quote(content).slice(1, -1)}}' is a variable without a key` };
  if (kind !== 'policy' || !content.includes(':')) return undefined;
  const key = variableKey(content);
  const rest = content.slice(content.split(',')[0]?.length ?? content.length);
  const fix = (title: string, replacement: string, fixAll = false): Fix =>
    createFix(
      title,
      'widens',
      () => rewriteText(context.sourceOf(range), value.text, (written) => replaceContent(written, content, replacement)),
      {
        preferred: true,
        fixAll,
      },
    );
  const [name = ''] = content.split('/');
  if (/\s/.test(name.split(',')[0] ?? '')) {
    const replacement = content.replace(/^[^,/]*/, (start) => start.replace(/\s+/g, ''));
    return { range, message: `${quote(`\${${content}}`)} has a blank in its key`, fixes: [fix('Remove the blank', replacement)] };
  }
  const fallback = /^,\s*(.*)$/s.exec(rest)?.[1]?.trim();
  if (fallback !== undefined && !/^'[^']*'$/.test(fallback)) {
    const quoted = `${key}, '${fallback.replaceAll("'", '')}'`;
    return {
      range,
      message: `The default value in ${quote(`\${${content}}`)} needs single quotes`,
      fixes: [fix(`Change to '\${${quoted}}'`, quoted)],
    };
  }
  return reportUnknown(range, key, (nearest) => fix(`Change to '\${${nearest}}'`, nearest + rest), context);
}

/** A key that is missing its brace is known by its prefix; anything else may be a text of another tool. */
function reportOpen(value: Value, content: string, context: StatementContext): Report | undefined {
  const [key = ''] = /^[A-Za-z0-9.-]+:[A-Za-z]+/.exec(content) ?? [];
  if (context.catalog.conditionKey(key) === undefined) return undefined;
  const range = value.text.node.outer;
  const close = (written: string): string => {
    const end = written.lastIndexOf(key) + key.length;
    return `${written.slice(0, end)}}${written.slice(end)}`;
  };
  return {
    range,
    message: `The variable ${quote(`\${${key}`)} is not closed: '}' is missing`,
    fixes: [
      createFix(`Change to '\${${key}}'`, 'widens', () => rewriteText(context.sourceOf(range), value.text, close), {
        preferred: true,
        fixAll: false,
      }),
    ],
  };
}

/** Only a slip in a global key is sure to be one: identity providers bring keys of their own. */
function reportUnknown(
  range: Report['range'],
  key: string,
  fix: (nearest: string) => Fix,
  { catalog }: StatementContext,
): Report | undefined {
  if (!/^aws:/i.test(key) || catalog.conditionKey(key) !== undefined) return undefined;
  const names = catalog.globalConditionKeys().flatMap(({ name, multivalued }) => (multivalued || name.includes('$') ? [] : [name]));
  const nearest = findNearest(key, [...names, ...OLD_KEYS]);
  if (nearest === undefined || nearest.toLowerCase() === key.toLowerCase()) return undefined;
  return {
    range,
    severity: 'warning',
    message: `There is no condition key ${quote(key)}; did you mean ${quote(nearest)}?`,
    fixes: [fix(nearest)],
  };
}

/** Keys that are variables and stand in no list of global condition keys (IAM user guide, "IAM policy elements: Variables and tags"; 2026-11). */
const OLD_KEYS: readonly string[] = ['aws:userid', 'aws:username'];
