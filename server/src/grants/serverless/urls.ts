import { findPair } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { permissionDocument } from '../lambda-permission.ts';
import type { ResourcePolicy } from '../model.ts';
import { isOn } from './nodes.ts';
import type { ServiceFunction } from './service.ts';
import { serviceOf } from './service.ts';

/**
 * Whom Serverless lets call the URLs of functions: everybody, unless `authorizer` is `aws_iam` (serverless 3.40.0, MIT, `compile/functions.js`). What
 * events make of permissions is not among them: each is a service that is limited to its source.
 */
export function findServerlessUrls(context: GrantsContext): readonly ResourcePolicy[] {
  return context.gather(serviceOf(context).functions, 'open urls', [], readUrl);
}

function readUrl({ prefix, resource, node }: ServiceFunction, reader: GrantsReader): readonly ResourcePolicy[] {
  const url = findPair(node, 'url');
  if (url === undefined || isOn(url.value) === 'no') return NONE;
  const authorizer = findPair(url.value, 'authorizer')?.value;
  if (/^aws_iam$/i.test(plainString(authorizer) ?? '')) return NONE;
  const logicalId = `${prefix}LambdaFunction`;
  const range = url.key.range;
  const document = permissionDocument(reader, {
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionName: { 'Fn::GetAtt': [logicalId, 'Arn'] },
    FunctionUrlAuthType: 'NONE',
  });
  const lowered = reader.lower(document, { name: logicalId, type: resource.type, range: resource.key.range }, range, [], 'resource');
  // A variable that is not known may say anything.
  const isKnown = isOn(url.value) === 'yes' && (authorizer === undefined || isOn(authorizer) !== 'unknown');
  const policy = isKnown ? lowered : { ...lowered, statements: [], complete: false };
  const on = { logicalId, type: 'AWS::Lambda::Function', text: `\${${logicalId}}`, range };
  return [{ on, policy, origin: { kind: 'framework', name: 'url', range }, when: [] }];
}

const NONE: readonly ResourcePolicy[] = [];
