import type { Edit } from '../edit/edit.ts';
import { appendToText } from '../edit/texts.ts';
import { functionsIn, routeFunctions } from '../grants/function-references.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Template } from '../template/template.ts';
import type { Text, TextSymbol } from '../template/text.ts';

const permission = (source: string): string =>
  `Resources:\n  Shop:\n    Type: AWS::ApiGateway::RestApi\n  Live:\n    Type: AWS::ApiGateway::Stage\n  Hello:\n    Type: AWS::Lambda::Function\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: !Ref Hello\n      Principal: apigateway.amazonaws.com\n      SourceArn: ${source}\n`;

export const permissionApiArn: Rule = {
  id: 'permission-api-arn',
  severity: 'warning',
  summary: 'A permission to call a function is limited to an ARN of an API that no call of it has.',
  rationale:
    'API Gateway calls with the ARN of the route: the API, the stage, the method in capitals, the path. Without stage and method, in another order, or of what is no API, the ARN matches nothing and the API answers with an error 500.',
  examples: {
    incorrect: [
      { form: 'template', code: permission("«!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}'»") },
      { form: 'template', code: permission("«!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/GET/orders'»") },
      { form: 'template', code: permission("«!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Live}/*/GET/orders'»") },
      {
        form: 'template',
        code: `${permission("«!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/*'»")}  Open:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Shop\n      HttpMethod: GET\n      AuthorizationType: AWS_IAM\n  Desk:\n    Type: AWS::ApiGateway::RestApi\n  Greet:\n    Type: AWS::ApiGateway::Method\n    Properties:\n      RestApiId: !Ref Desk\n      HttpMethod: GET\n      AuthorizationType: AWS_IAM\n      Integration:\n        Uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Hello.Arn}/invocations'\n`,
      },
    ],
    correct: [
      { form: 'template', code: permission("!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/*/GET/orders'") },
      { form: 'template', code: permission("!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/*'") },
      { form: 'template', code: permission("!Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Shop}/authorizers/*'") },
      { form: 'template', code: permission('!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*') },
    ],
  },
  dialects: ['sam', 'cloudformation', 'serverless'],
  *template(template) {
    yield* findStrangers(template);
  },
  types: ['AWS::Lambda::Permission'],
  *entry({ properties }, context) {
    const node = findPair(properties, 'SourceArn')?.value;
    if (node === undefined) return;
    const text = readText(node, context.template);
    const route = readRoute(text);
    const problem = route && findProblem(route);
    if (problem === undefined) return;
    yield { range: node.outer, message: problem.message, fixes: problem.isShort ? [fix(text, context)] : [] };
  },
};

/** More methods and permissions than this are not compared at every edit. */
const MOST = 300;

/** Permissions for an API whose routes, all of them written here, do not lead to the function, while those of another one do. */
function* findStrangers(template: Template): Generator<Report> {
  const all = [...template.scope.resources.values()];
  const routes = all.filter(({ type }) => type === 'AWS::ApiGateway::Method' || type === 'AWS::ApiGatewayV2::Route');
  const permissions = all.filter(({ type }) => type === 'AWS::Lambda::Permission');
  if (routes.length === 0 || routes.length > MOST || permissions.length > MOST) return;
  const served = new Map<string, Set<string>>();
  for (const route of routes) {
    const api = apiOf(findPair(route.properties, route.type === 'AWS::ApiGateway::Method' ? 'RestApiId' : 'ApiId')?.value, template);
    if (api === undefined) return;
    const functions = served.get(api) ?? new Set();
    served.set(api, functions);
    for (const name of routeFunctions(route, template)) functions.add(name);
  }
  for (const { properties } of permissions) {
    const source = findPair(properties, 'SourceArn')?.value;
    const api = source === undefined ? undefined : readRoute(readText(source, template))?.api;
    const [called, ...more] = functionsIn(findPair(properties, 'FunctionName')?.value, template);
    if (source === undefined || api === undefined || typeof api === 'string' || called === undefined || more.length > 0) continue;
    const own = served.get(api.name);
    const others = [...served].filter(([, functions]) => functions.has(called)).map(([name]) => name);
    const isWhole = DEFINITIONS.every((key) => findPair(template.scope.resources.get(api.name)?.properties, key) === undefined);
    if (own === undefined || own.has(called) || others.length === 0 || !isWhole) continue;
    yield { range: source.outer, message: `No route of ${api.name} leads to ${called}; those of ${listNames(others)} do` };
  }
}

/** What brings routes that are not resources. */
const DEFINITIONS: readonly string[] = ['Body', 'BodyS3Location', 'Target', 'DefinitionBody', 'DefinitionUri'];

function apiOf(node: Node | undefined, template: Template): string | undefined {
  const [part, ...others] = node === undefined ? [] : readText(node, template).parts;
  return part?.kind === 'symbol' && others.length === 0 ? part.symbol.name : undefined;
}

interface RouteArn {
  /** What stands for the API: one symbol, or text. */
  readonly api: TextSymbol | string;
  /** Stage, method and path; `undefined` where a symbol is in it. */
  readonly steps: readonly (string | undefined)[];
}

/** An ARN of API Gateway from its sixth part on; `undefined` for every other text, and where a symbol may hold more than one step. */
function readRoute({ parts }: Text): RouteArn | undefined {
  const symbols = parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol] : []));
  let number = 0;
  const written = parts.map((part) => (part.kind === 'literal' ? part.text : `<${number++}>`)).join('');
  const rest = /^arn:[^:]*:execute-api:[^:]*:[^:]*:(.+)$/s.exec(written)?.[1];
  if (rest === undefined) return undefined;
  const [head = '', ...steps] = rest.split('/');
  const only = /^<(\d+)>$/.exec(head)?.[1];
  const api = only === undefined ? head : symbols[Number(only)];
  if (api === undefined || (typeof api === 'string' && /[<*?]/.test(api))) return undefined;
  return { api, steps: steps.map((step) => (step.includes('<') ? undefined : step)) };
}

interface ApiProblem {
  readonly message: string;
  /** Stage and method are missing. */
  readonly isShort?: true;
}

function findProblem({ api, steps }: RouteArn): ApiProblem | undefined {
  const wrong = typeof api === 'string' ? undefined : findWrongApi(api);
  if (wrong !== undefined) return { message: wrong };
  const [stage, method] = steps;
  // A parameter may hold the rest of the ARN.
  if (steps.length === 0) {
    const isKnown = typeof api === 'string' || api.kind === 'ref' || api.kind === 'attribute';
    return isKnown
      ? { message: 'API Gateway calls with stage, method and path behind the API, so this ARN is never met', isShort: true }
      : undefined;
  }
  if (stage !== undefined && VERBS.has(stage.toUpperCase()))
    return { message: `${quote(stage)} stands where the stage does; the ARN of a route is API/stage/METHOD/path` };
  if (stage !== 'authorizers' && method !== undefined && method !== method.toUpperCase() && VERBS.has(method.toUpperCase()))
    return { message: `API Gateway calls with the method in capitals, so ${quote(method)} is never met` };
  return undefined;
}

const VERBS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY']);

/** A resource of the template that is no API, and an attribute that is not its id. */
function findWrongApi({ kind, key, name, attribute, resourceType }: TextSymbol): string | undefined {
  if ((kind !== 'ref' && kind !== 'attribute') || resourceType === undefined || OTHERS.test(resourceType)) return undefined;
  if (!APIS.has(resourceType)) return `${name} is of ${resourceType}, and the ARN of a route begins with an API`;
  if (attribute !== undefined && !IDS.has(attribute)) return `${quote(key)} is not the id of the API, so this ARN is never met`;
  return undefined;
}

const APIS: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
  'AWS::Serverless::WebSocketApi',
]);

const IDS: ReadonlySet<string> = new Set(['ApiId', 'RestApiId']);

/** What they yield the template does not say. */
const OTHERS = /^AWS::(?:CloudFormation|ServiceCatalog|Serverless::Application)|^Custom::|::MODULE$/;

function fix(text: Text, context: RuleContext): Fix {
  const edits = (): readonly Edit[] => appendToText(context.sourceOf(text.range), text, '/*');
  return createFix("Append '/*' for every stage and route", 'widens', edits, { preferred: true, fixAll: false });
}
