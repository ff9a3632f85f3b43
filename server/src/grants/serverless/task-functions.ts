import type { Node } from '../../syntax/node.ts';
import { normalizeName } from '../../template/implicit-serverless.ts';
import { argumentList, findIntrinsic, plainItems, plainString, scalarArgument } from '../../template/intrinsic.ts';
import type { GrantsReader } from '../context.ts';
import type { Written } from '../written.ts';

import { arnOf, sub } from './statements.ts';
import type { Task, TaskPermission } from './task.ts';
import { argumentOf, isAtRuntime, permission } from './task.ts';

/** A function by its ARN, with its versions and aliases. */
export function invoke(reader: GrantsReader, arn: Node | string): readonly TaskPermission[] {
  const target = typeof arn === 'string' ? arn : translate(reader, arn);
  return [permission('lambda:InvokeFunction', target, { 'Fn::Sub': ['${functionArn}:*', { functionArn: target }] })];
}

/** The function that `FunctionName` names: by its name, its ARN or a part of it, or by reference. */
export function invokeByName({ reader, node }: Task): readonly TaskPermission[] | undefined {
  const name = argumentOf(node, 'FunctionName');
  if (isAtRuntime(node, 'FunctionName')) {
    const allowed = argumentOf(node, 'AllowedFunctions');
    return [permission('lambda:InvokeFunction', ...(allowed === undefined ? ['*'] : itemsOrSelf(allowed)))];
  }
  if (name === undefined) return undefined;
  const text = plainString(name);
  if (text !== undefined) return [permission('lambda:InvokeFunction', ...namedFunction(text))];
  switch (findIntrinsic(name)?.name) {
    case 'GetAtt':
      return invoke(reader, name);
    case 'Ref': {
      const functionArn = translate(reader, name);
      const arn = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${functionArn}';
      const forms = [arn, `${arn}:*`].map((form): Written => ({ 'Fn::Sub': [form, { functionArn }] }));
      return [permission('lambda:InvokeFunction', ...forms)];
    }
    default:
      return [permission('lambda:InvokeFunction', name)];
  }
}

/** An ARN of a function without its alias or version. */
export function withoutAlias(arn: string): string {
  const parts = arn.split(':');
  return parts.length === 8 ? parts.slice(0, 7).join(':') : arn;
}

function itemsOrSelf(node: Node): readonly Node[] {
  const items = plainItems(node);
  return items.length === 0 ? [node] : items;
}

function namedFunction(name: string): readonly Written[] {
  if (/^arn:aws(?:-[a-z]+)*:lambda/.test(name)) return [name, `${name}:*`];
  if (/^\d+:[^:]*:[^:]*$/.test(name)) {
    const arn = `arn:\${AWS::Partition}:lambda:\${AWS::Region}:${name}`;
    return [sub(arn), sub(`${arn}:*`)];
  }
  return [arnOf('lambda', `function:${name}`), arnOf('lambda', `function:${name}:*`)];
}

/** A reference by the name of a function of the service, which is not its logical id. */
function translate(reader: GrantsReader, node: Node): Written {
  const intrinsic = findIntrinsic(node);
  if (intrinsic?.name !== 'Ref' && intrinsic?.name !== 'GetAtt') return node;
  const [first, second] = argumentList(intrinsic);
  const written = intrinsic.name === 'Ref' ? scalarArgument(intrinsic)?.value : first?.kind === 'scalar' ? first.value : undefined;
  const [name = '', rest] = written === undefined ? [] : second === undefined ? split(written) : [written, plainString(second)];
  const id = `${normalizeName(name)}LambdaFunction`;
  const { resources } = reader.template.scope;
  if (resources.has(name) || !resources.has(id)) return node;
  return intrinsic.name === 'Ref' ? { Ref: id } : { 'Fn::GetAtt': [id, rest ?? 'Arn'] };
}

function split(text: string): readonly [string, string | undefined] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, undefined] : [text.slice(0, dot), text.slice(dot + 1)];
}
