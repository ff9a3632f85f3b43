import { appendItem } from '../edit/entries.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';

const PLUGIN = 'serverless-iam-roles-per-function';

export const rolesPerFunctionPlugin: Rule = {
  id: 'roles-per-function-plugin',
  severity: 'warning',
  summary: 'A function of a Serverless service has `iamRoleStatements`, and the plugin that reads them is not among `plugins`.',
  rationale:
    'The framework itself does not know the property: the function runs with the role of the provider, and what is written here is granted to nobody.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\nplugins:\n  - serverless-offline\nfunctions:\n  make:\n    handler: app.handler\n    «iamRoleStatements»:\n      - Effect: Allow\n        Action:\n          - s3:GetObject\n        Resource: 'arn:aws:s3:::reports/*'\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\nplugins:\n  - serverless-iam-roles-per-function\nfunctions:\n  make:\n    handler: app.handler\n    iamRoleStatements:\n      - Effect: Allow\n        Action:\n          - s3:GetObject\n        Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n',
      },
    ],
  },
  dialects: ['serverless'],
  *template({ source, trees, scope }, { sourceOf }) {
    const plugins = findPair(trees.get(source.uri), 'plugins')?.value;
    const names = plugins === undefined ? [] : pluginNames(plugins);
    if (names === undefined || names.includes(PLUGIN)) return;
    for (const resource of scope.resources.values()) {
      if (resource.type !== 'AWS::Lambda::Function' || resource.node !== resource.properties) continue;
      const pair = findPair(resource.node, 'iamRoleStatements');
      if (pair === undefined) continue;
      const fixes =
        plugins?.kind === 'sequence'
          ? [createFix(`Add the plugin ${PLUGIN}`, 'widens', () => appendItem(sourceOf(plugins.range), plugins, PLUGIN))]
          : [];
      yield { range: pair.key.range, message: `${quote(pair.key.value)} has no effect without the plugin ${PLUGIN}`, fixes };
    }
  },
};

/** The plugins listed; `undefined` where some come from a variable or a file. */
function pluginNames(plugins: Node): readonly string[] | undefined {
  const list = plugins.kind === 'mapping' ? findPair(plugins, 'modules')?.value : plugins;
  if (list?.kind !== 'sequence') return undefined;
  const names: string[] = [];
  for (const item of list.items) {
    if (item.kind !== 'scalar' || item.value.includes('${')) return undefined;
    names.push(item.value);
  }
  return names;
}
