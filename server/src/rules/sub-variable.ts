import type { Edit, NewValue } from '../edit/edit.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { allValues, findWrittenVariables, rewriteText, variableKind } from '../lint/variables.ts';
import type { Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const subVariable: Rule = {
  id: 'sub-variable',
  severity: 'error',
  summary: 'A `${…}` of CloudFormation stands outside of Fn::Sub, or one of IAM inside of it.',
  rationale:
    'CloudFormation replaces `${AWS::Region}` and `${Bucket}` in the text of Fn::Sub only; elsewhere they stay as they are and match nothing. Inside it takes `${aws:username}` for a name of the template and rejects it; `${!aws:username}` reaches IAM.',
  alsoKnownAs: { 'cfn-lint': ['E1029', 'E1019'] },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: sqs:SendMessage\nResource: «'arn:aws:sqs:${AWS::Region}:111122223333:jobs'»",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3:::${Reports}/*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: «!Sub '${Reports.Arn}/${cognito-identity.amazonaws.com:sub}'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/${cognito-identity.amazonaws.com:sub}/*'" },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/${!aws:PrincipalOrgID}/${AWS::Region}'",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  statement(statement, context) {
    return reportEach(
      allValues(statement),
      (value) => checkOutside(value, statement, context) ?? checkInside(value, context) ?? checkServerless(value, context),
    );
  },
};

/** A pseudo parameter, or a name that the template declares, in text that `Fn::Sub` does not read. */
function checkOutside(value: Value, statement: Statement, context: StatementContext): Report | undefined {
  const { text } = value;
  const found = findWrittenVariables(text).find(({ content, closed }) => closed && isOfTemplate(content.trim(), context));
  if (found === undefined) return undefined;
  const range = text.node.outer;
  const shown = quote(`\${${found.content}}`);
  if (text.form === 'sub') {
    const meant = found.content.trim();
    const rewrite = () =>
      rewriteText(context.sourceOf(range), text, (written) => written.replaceAll(`\${!${found.content}}`, () => `\${${meant}}`));
    return {
      range,
      message: `'\${!' keeps ${shown} as text: CloudFormation does not replace it`,
      fixes: [createFix(`Change to '\${${meant}}'`, effectFor(statement), rewrite, { preferred: true, fixAll: false })],
    };
  }
  const written = literalText(text);
  const wrap = (): readonly Edit[] =>
    written === undefined || text.form !== 'literal' ? [] : replaceValue(context.sourceOf(range), value, subOf(written, context));
  const isWrappable = text.form === 'literal' && written !== undefined && value.node.host === undefined;
  return {
    range,
    message: `${shown} stays as it is written: CloudFormation replaces it in the text of Fn::Sub only`,
    fixes: isWrappable ? [createFix('Put it into Fn::Sub', effectFor(statement), wrap, { preferred: true, fixAll: false })] : [],
  };
}

/** Before and after it stands for other values: nothing can be said of which are more. */
function effectFor(statement: Statement): 'widens' | 'narrows' {
  return effectOf(statement) === 'Deny' && statement.notAction === undefined && statement.notResource === undefined ? 'narrows' : 'widens';
}

function isOfTemplate(content: string, { template }: StatementContext): boolean {
  const kind = variableKind(content);
  if (kind === 'pseudo') return true;
  if (kind !== 'name') return false;
  const { resources, parameters } = template.scope;
  const [name = ''] = content.split('.');
  return resources.has(name) || parameters.has(content);
}

/** The text in the notation of `Fn::Sub`: what the template does not declare is for IAM. */
function subOf(written: string, context: StatementContext): NewValue {
  return {
    kind: 'sub',
    text: written.replace(/\$\{([^}]*)\}/g, (variable, content: string) =>
      isOfTemplate(content.trim(), context) ? variable : `\${!${content}}`,
    ),
  };
}

/** A policy variable in the text of `Fn::Sub`: a name of the template holds no single colon. */
function checkInside({ text }: Value, context: StatementContext): Report | undefined {
  if (text.form !== 'sub') return undefined;
  const part = text.parts.find(
    (one) => one.kind === 'symbol' && one.symbol.kind === 'unknown' && variableKind(one.symbol.key) === 'policy',
  );
  // `{{resolve:ssm:/path}}` is no variable of either.
  if (part?.kind !== 'symbol' || !part.symbol.key.includes(':') || part.symbol.key.startsWith('resolve:')) return undefined;
  const { key } = part.symbol;
  const range = text.node.outer;
  const rewrite = () =>
    rewriteText(context.sourceOf(range), text, (written) =>
      written.replace(/\$\{\s*([^!}][^}]*?)\s*\}/g, (variable, content: string) => (content === key ? `\${!${key}}` : variable)),
    );
  return {
    range,
    message: `${quote(`\${${key}}`)} is a policy variable: in Fn::Sub it is written '\${!${quote(key).slice(1, -1)}}'`,
    fixes: [createFix(`Change to '\${!${key}}'`, 'widens', rewrite, { preferred: true, fixAll: false })],
  };
}

/** Of `aws` Serverless knows `region` and `accountId` only, and refuses the rest (serverless.com, "Reference properties: AWS variables"). */
function checkServerless({ text }: Value, context: StatementContext): Report | undefined {
  if (context.template.dialect !== 'serverless') return undefined;
  const part = text.parts.find(
    (one) => one.kind === 'symbol' && one.symbol.kind === 'variable' && /^aws:[A-Za-z]+(?:\/[^,]*)?$/.test(one.symbol.key),
  );
  if (part?.kind !== 'symbol' || context.catalog.conditionKey(part.symbol.key) === undefined) return undefined;
  const { key } = part.symbol;
  const range = text.node.outer;
  const isSub = text.form === 'sub';
  const escaped = isSub ? `\${!${key}}` : `\\\${${key}}`;
  const rewrite = () => rewriteText(context.sourceOf(range), text, (written) => written.replaceAll(`\${${key}}`, () => escaped));
  return {
    range,
    message: `Serverless reads ${quote(`\${${key}}`)} itself; for IAM it is written '${quote(escaped).slice(1, -1)}'`,
    fixes: [createFix(`Change to '${escaped}'`, 'widens', rewrite, { preferred: true, fixAll: false })],
  };
}
