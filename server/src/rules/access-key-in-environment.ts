import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';

export const accessKeyInEnvironment: Rule = {
  id: 'access-key-in-environment',
  severity: 'warning',
  summary: 'Environment variables of a function, container or build hold an access key.',
  rationale:
    'Whoever may read the configuration of a function reads its environment, and an access key of a user works until somebody deletes it. A function acts by its role, whose credentials the SDK finds by itself: Lambda sets AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, and rejects a function that sets them (AWS Lambda Developer Guide, "Reserved environment variables", 2026-11); that is an error.',
  alsoKnownAs: { checkov: 'CKV_AWS_45' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Environment:\n      Variables:\n        STAGE: dev\n        «AWS_SECRET_ACCESS_KEY»: !Ref Secret\nParameters:\n  Secret: { Type: String }\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n      Policies:\n        - AWSLambdaBasicExecutionRole',
      },
      {
        form: 'template',
        code: 'Resources:\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          STAGE: dev\n          «MAIL_AWS_ACCESS_KEY_ID»: !ImportValue mail-key\n      Role: !GetAtt Own.Arn\n  Own:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}',
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  environment:\n    STAGE: dev\n    «AWS_ACCESS_KEY_ID»: ${env:AWS_ACCESS_KEY_ID}\nfunctions:\n  hello:\n    handler: app.handler\n',
      },
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\nfunctions:\n  hello:\n    handler: app.handler\n    environment:\n      «MAIL_SECRET_ACCESS_KEY»: ${ssm:/mail/key}\n    iamRoleStatements:\n      - Effect: Allow\n        Action: s3:GetObject\n        Resource: 'arn:aws:s3:::reports/*'\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment:\n        Variables:\n          MAIL_ACCESS_KEY_ID_PARAMETER: /mail/key\n          UNSPLASH_ACCESS_KEY: !Ref Photos\n      Policies:\n        - AWSLambdaBasicExecutionRole',
      },
    ],
  },
  types: ['AWS::Lambda::Function', 'AWS::Serverless::Function', 'AWS::ECS::TaskDefinition', 'AWS::CodeBuild::Project'],
  *entry({ type, properties }, context) {
    if (type === 'AWS::CodeBuild::Project') yield* reportList(findValue(properties, 'Environment', 'EnvironmentVariables'));
    else if (type === 'AWS::ECS::TaskDefinition') {
      for (const container of itemsOf(findValue(properties, 'ContainerDefinitions')))
        yield* reportList(findValue(container, 'Environment'));
    } else {
      yield* reportVariables(findValue(properties, 'Environment', 'Variables'), context);
      yield* reportVariables(findValue(properties, 'environment'), context);
    }
  },
  *template({ dialect, source, trees }, context) {
    const tree = trees.get(source.uri);
    if (dialect === 'sam') yield* reportVariables(findValue(tree, 'Globals', 'Function', 'Environment', 'Variables'), context);
    if (dialect === 'serverless') yield* reportVariables(findValue(tree, 'provider', 'environment'), context);
  },
};

/** Of the names that Lambda keeps to itself, those of credentials. */
const RESERVED: ReadonlySet<string> = new Set(['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

/** Names by which only credentials of AWS go; other providers have access keys too, none an id of one. */
const CREDENTIAL = /(?:access_?key_?id|secret_?access_?key|aws_?access_?key|aws_?secret(?:_?key)?)$/i;

/** The id of a user's or of a session's access key, as IAM makes it; those of examples end so. */
const KEY_ID = /(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/;

function* reportVariables(variables: Node | undefined, context: RuleContext): Generator<Report> {
  if (variables?.kind !== 'mapping') return;
  for (const pair of variables.pairs) {
    const { key, value } = pair;
    const fixes = () => findRemoval(variables, pair, context);
    if (RESERVED.has(key.value)) {
      const message = `Lambda rejects ${quote(key.value)} as a variable: it sets it itself, to the credentials of the function's role`;
      yield { range: key.range, severity: 'error', message, fixes };
      continue;
    }
    const message = describe(key.value, value);
    if (message !== undefined) yield { range: key.range, message, fixes };
  }
}

function findRemoval(variables: MappingNode, pair: Pair, { sourceOf }: RuleContext): readonly Fix[] {
  const edits = () => removePair(sourceOf(pair.range), variables, pair);
  const preferred = RESERVED.has(pair.key.value);
  return edits().length === 0 ? [] : [createFix(`Remove ${quote(pair.key.value)}`, 'equal', edits, { preferred, fixAll: false })];
}

/** Environments that are lists of `Name` and `Value`. */
function* reportList(list: Node | undefined): Generator<Report> {
  for (const item of itemsOf(list)) {
    const name = findPair(item, 'Name')?.value;
    const type = findPair(item, 'Type')?.value;
    if (name?.kind !== 'scalar' || (type?.kind === 'scalar' && type.value !== 'PLAINTEXT')) continue;
    const message = RESERVED.has(name.value) ? describeCredentials(name.value) : describe(name.value, findPair(item, 'Value')?.value);
    if (message !== undefined) yield { range: name.outer, message };
  }
}

function describe(name: string, value: Node | undefined): string | undefined {
  if (value?.kind === 'scalar' && holdsKey(value.value))
    return `The value of ${quote(name)} is an access key, readable by whoever sees this file`;
  const isEmpty = value?.kind === 'scalar' && value.tag === undefined && value.value === '';
  return CREDENTIAL.test(name) && !isEmpty ? describeCredentials(name) : undefined;
}

function describeCredentials(name: string): string {
  return `${quote(name)} holds credentials that do not expire; let the role give the permissions instead`;
}

function holdsKey(text: string): boolean {
  const found = KEY_ID.exec(text)?.[0];
  return found !== undefined && !found.endsWith('EXAMPLE');
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : [];
}
