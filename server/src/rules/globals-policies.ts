import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { findPair, findValue } from '../syntax/node.ts';

export const globalsPolicies: Rule = {
  id: 'globals-policies',
  severity: 'error',
  summary: 'The `Globals` section of a SAM template has `Policies` or `Role`.',
  rationale: 'SAM takes neither there and rejects the template; every function has its own (semantics 18).',
  alsoKnownAs: { 'cfn-lint': 'E3724', sam: "'Globals' section is invalid" },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    «Policies»:\n      - AWSLambdaBasicExecutionRole\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    PermissionsBoundary: !Ref Boundary\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AWSLambdaBasicExecutionRole\n',
      },
    ],
  },
  dialects: ['sam'],
  *template({ source, trees }) {
    const globals = findValue(trees.get(source.uri), 'Globals');
    for (const section of ['Function', 'StateMachine']) {
      const properties = findValue(globals, section);
      for (const name of ['Policies', 'Role']) {
        const pair = findPair(properties, name);
        if (pair === undefined) continue;
        yield {
          range: pair.key.range,
          message: `SAM does not take ${quote(name)} in Globals; write it in each ${section === 'Function' ? 'function' : 'state machine'}`,
        };
      }
    }
  },
};
