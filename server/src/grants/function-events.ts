import type { Node, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { plainItems, plainMapping, plainString } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import { entries } from '../template/sections.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import { renderText } from '../template/text.ts';

/** An event of a function that is no route of an API. */
export interface FunctionEvent {
  /** `SQS ${Jobs.Arn}`, `Schedule rate(1 day)`. */
  readonly who: string;
  /** The key of the event. */
  readonly range: Range;
}

/** The properties that name the source of an event, of SAM and of Serverless, the first that is there. */
const SOURCES: readonly string[] = [
  'Queue',
  'Topic',
  'Bucket',
  'Stream',
  'Schedule',
  'ScheduleExpression',
  'LogGroupName',
  'UserPool',
  'Broker',
  'Cluster',
  'EventBusName',
  'Sql',
  'arn',
  'bucket',
  'topicName',
  'rate',
  'eventBus',
  'logGroup',
  'pool',
  'sql',
  'skillId',
  'listenerArn',
];

/** The events of a function of SAM (aws/serverless-application-model 1.110.0, event sources). */
export function samEvents({ properties }: DeclaredResource, template: Template): readonly FunctionEvent[] {
  return entries(findPair(properties, 'Events')?.value).pairs.flatMap(({ key, value }) => {
    const type = plainString(findPair(value, 'Type')?.value);
    if (type === undefined || type === 'Api' || type === 'HttpApi') return [];
    return [{ who: describe(type, findPair(value, 'Properties')?.value, template), range: key.range }];
  });
}

const ROUTES: ReadonlySet<string> = new Set(['http', 'httpApi', 'websocket']);

/** The events of a function of Serverless (serverless 3.40.0). */
export function serverlessEvents({ properties }: DeclaredResource, template: Template): readonly FunctionEvent[] {
  return plainItems(findPair(properties, 'events')?.value).flatMap((event) => {
    const [pair] = event.kind === 'mapping' ? event.pairs : [];
    const name = pair?.key.value ?? plainString(event);
    if (name === undefined || ROUTES.has(name)) return [];
    return [{ who: describe(name, pair?.value, template), range: pair?.key.range ?? event.range }];
  });
}

function describe(type: string, settings: Node | undefined, template: Template): string {
  const mapping = plainMapping(settings);
  const found = SOURCES.map((name) => findPair(mapping, name)?.value).find((value) => value !== undefined);
  const source = mapping === undefined ? settings : found;
  if (source === undefined || source.kind === 'sequence') return type;
  return `${type} ${renderText(readText(source, template))}`;
}
