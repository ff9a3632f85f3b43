import type { Rule } from '../../server/src/lint/rule.ts';
import type { Schema } from './schema.ts';
import { presetSchema, ruleLevels } from './schema.ts';

/** The settings that the extension's manifest contributes: what the client reads itself, and the level of every rule. */
export function settings(rules: readonly Rule[]): Schema {
  const levels = ruleLevels(rules, 'How loud each rule is. `leastwise.config.yaml` in the folder of a file or above beats this.');
  return {
    title: 'Leastwise',
    properties: {
      'leastwise.preset': {
        ...presetSchema('Which rules speak where nothing else is said of them. `leastwise.config.yaml` beats this.'),
        scope: 'resource',
      },
      'leastwise.rules': { ...levels, scope: 'resource', default: {} },
      'leastwise.completion.enable': {
        description: 'Complete actions, ARNs, condition keys and the other values of policies',
        type: 'boolean',
        scope: 'resource',
        default: true,
      },
      'leastwise.hover.enable': {
        description: 'Explain actions, wildcards, ARNs and condition keys under the mouse',
        type: 'boolean',
        scope: 'resource',
        default: true,
      },
      'leastwise.codeLens.enable': {
        description: 'Say above each function and role how much it may do; a click shows the tree of its permissions',
        type: 'boolean',
        scope: 'resource',
        default: true,
      },
      'leastwise.inlayHints': {
        description: 'Say behind a wildcard how many actions it matches, and of which access levels',
        enum: ['auto', 'on', 'off'],
        enumDescriptions: ['where it stands last on its line, in lists of no more than 6 wildcards', 'behind every wildcard', 'nowhere'],
        scope: 'resource',
        default: 'auto',
      },
      'leastwise.trace.server': {
        description: 'Write the messages between the editor and the server to the output channel',
        enum: ['off', 'messages', 'verbose'],
        scope: 'window',
        default: 'off',
      },
    },
  };
}
