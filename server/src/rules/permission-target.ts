import type { Rule } from '../lint/rule.ts';
import { quote, showText } from '../lint/text.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Template } from '../template/template.ts';
import type { Text, TextSymbol } from '../template/text.ts';
import { literalText } from '../template/text.ts';

export const permissionTarget: Rule = {
  id: 'permission-target',
  severity: 'warning',
  summary: 'A permission to call a function names something that is no function of the template.',
  rationale:
    'A name that nothing declares, or that of another resource, makes the deployment fail. A function by its written name is of another stack: when that is deployed anew the permission is gone, and its author does not see who may call it.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: «!GetAtt Hello.Arn»\n      Principal: sns.amazonaws.com\n      SourceArn: !Ref Alarms\n",
      },
      {
        form: 'template',
        code: 'Resources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: «!Ref Alarms»\n      Principal: sns.amazonaws.com\n      SourceArn: !Ref Alarms\n',
      },
      {
        form: 'template',
        code: 'Resources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: «hello»\n      Principal: sns.amazonaws.com\n      SourceArn: !Ref Alarms\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Resources:\n  Alarms:\n    Type: AWS::SNS::Topic\n  Hello:\n    Type: AWS::Lambda::Function\n    Properties:\n      FunctionName: hello\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: sns.amazonaws.com\n      SourceArn: !Ref Alarms\n',
      },
      {
        form: 'template',
        code: 'Parameters:\n  Hello:\n    Type: String\nResources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: !Ref Hello\n      Principal: events.amazonaws.com\n      SourceAccount: !Ref AWS::AccountId\n',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      AutoPublishAlias: live\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: !Ref Hello.Alias\n      Principal: events.amazonaws.com\n      SourceAccount: !Ref AWS::AccountId\n',
      },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  types: ['AWS::Lambda::Permission'],
  *entry({ properties }, { template }) {
    const node = findPair(properties, 'FunctionName')?.value;
    if (node === undefined) return;
    const text = readText(node, template);
    const written = literalText(text);
    const [part] = text.parts;
    if (text.parts.length === 1 && part?.kind === 'symbol') {
      const message = findProblem(part.symbol, text, template);
      if (message !== undefined) yield { range: node.outer, message };
    } else if (written !== undefined && !isDeclaredName(written, template)) {
      yield { range: node.outer, severity: 'information', message: `${quote(written)} is no function of this template` };
    }
  },
};

function findProblem({ kind, name, resourceType, value }: TextSymbol, text: Text, template: Template): string | undefined {
  if (kind === 'unknown') {
    const isReference = text.form === 'ref' || text.form === 'getAtt' || text.form === 'sub';
    return isReference && /^\w+$/.test(name) && isWhole(template) ? `The template has no resource ${name}` : undefined;
  }
  if ((kind !== 'ref' && kind !== 'attribute') || resourceType === undefined || MAY_YIELD_ONE.test(resourceType)) return undefined;
  if (value?.kind === 'arn' && value.resourceTypes.some((type) => type.startsWith('lambda:'))) return undefined;
  return `${showText(text)} is of ${resourceType}, and no function`;
}

/** Whether nothing else can declare a name: neither what is brought in, nor the other parts of a template that is kept in several files. */
function isWhole({ scope, trees, source, dialect }: Template): boolean {
  const root = trees.get(source.uri);
  const macros = findPair(root, 'Transform')?.value;
  const names = macros?.kind === 'sequence' ? macros.items : macros === undefined ? [] : [macros];
  if (scope.incomplete || !names.every((node) => node.kind === 'scalar' && KNOWN_MACROS.has(node.value))) return false;
  // A plugin of Serverless may make functions of its own.
  if (dialect === 'serverless') return findPair(root, 'plugins') === undefined;
  return dialect !== 'cloudformation' || findPair(root, 'AWSTemplateFormatVersion') !== undefined;
}

/** Macros that bring no resource that the scope does not know. */
const KNOWN_MACROS: ReadonlySet<string> = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

/** What they yield is not for the catalogue to say; a module and a macro may make anything. */
const MAY_YIELD_ONE =
  /^AWS::(?:Lambda::|Serverless::(?:Function|Application)|CloudFormation::(?:Stack|CustomResource|Macro)|ServiceCatalog::)|^Custom::|::MODULE$/;

/** Whether a function of the template may have the name, or the ARN: one whose name is not written out may have any. */
function isDeclaredName(written: string, { scope, dialect }: Template): boolean {
  if (dialect === 'serverless') return true;
  const name = /:function:([^:]+)/.exec(written)?.[1] ?? written.replace(/:[^:]*$/, '');
  for (const { type, properties } of scope.resources.values()) {
    if (type !== 'AWS::Lambda::Function' && type !== 'AWS::Serverless::Function') continue;
    const node = findPair(properties, 'FunctionName')?.value;
    // Without a name CloudFormation makes one, which begins with that of the stack.
    if (node !== undefined && (node.kind !== 'scalar' || node.tag !== undefined || node.value === name)) return true;
  }
  return false;
}
