import type { MappingNode, Node, Range } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import { shorten } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { GrantsContext } from '../context.ts';
import { addingTo, finishRole } from '../sam/adding.ts';
import { attachStatements } from './attach.ts';
import { isOn } from './nodes.ts';
import type { Service } from './service.ts';
import { hasPlugin } from './service.ts';
import { trustServices } from './trust.ts';

/** A data source of a GraphQL API. */
interface DataSource {
  /** As `PolicySource.owner` has it. */
  readonly key: string;
  /** With the name of its API in front, where there are several. */
  readonly name: string;
  readonly node: MappingNode;
  readonly range: Range;
}

/**
 * The roles that serverless-appsync-plugin (MIT, `src/resources/DataSource.ts`, 2026-11) makes for data sources without a role: of the statements that are
 * written, else of its own for the type, which are unknown here. One of type `NONE` or `HTTP` has a role for its statements alone.
 */
export function findAppSyncRoles(context: GrantsContext, { tree }: Service): readonly FoundPrincipal[] {
  if (hasPlugin(tree, 'serverless-appsync-plugin') === 'no') return [];
  return dataSourcesOf(tree).flatMap((source) => roleOf(context, source));
}

function roleOf(context: GrantsContext, { key, name, node, range }: DataSource): readonly FoundPrincipal[] {
  const statements = findValue(node, 'config', 'iamRoleStatements');
  const type = plainString(findPair(node, 'type')?.value) ?? '';
  if (isOn(findValue(node, 'config', 'serviceRoleArn')) !== 'no') return [];
  if (statements === undefined && /^(?:|NONE|HTTP)$/.test(type)) return [];
  const owner = { name: key, type: 'AWS::AppSync::DataSource', range };
  return context.recall(node, 'data source role', [name, range.unit, range.start], (reader) => {
    const adding = addingTo(reader, owner);
    attachStatements(adding, statements, 'inline');
    if (statements === undefined) {
      const reason = `what serverless-appsync-plugin grants a data source of type ${shorten(type)} is not known`;
      adding.attached.unknown.push({ reason, range, about: 'attached' });
    }
    const logicalId = `GraphQlDs${`${name}Role`.replace(/[^A-Za-z0-9]/g, '')}`;
    return [finishRole(adding, { logicalId, when: [], trust: trustServices(adding, ['appsync.amazonaws.com']) })];
  });
}

/** `appSync` of version 2; `custom.appSync` of version 1, one API or several. Data sources are a mapping, or a list of mappings and of data sources with a name. */
function dataSourcesOf(tree: Node | undefined): readonly DataSource[] {
  const old = findValue(tree, 'custom', 'appSync');
  const apis = [findPair(tree, 'appSync')?.value, plainMapping(old)].flatMap((api) => plainMapping(api) ?? []);
  const single = apis.flatMap((api) => sourcesIn(findPair(api, 'dataSources')?.value, ''));
  const several = plainItems(old).flatMap((api) => {
    const name = plainString(findPair(api, 'name')?.value) ?? '';
    return sourcesIn(findPair(api, 'dataSources')?.value, `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
  });
  return [...single, ...several];
}

function sourcesIn(node: Node | undefined, prefix: string): readonly DataSource[] {
  const listed = plainItems(node).flatMap((item): readonly DataSource[] => {
    const own = plainMapping(item);
    const name = findPair(own, 'name')?.value;
    const text = plainString(name);
    if (own === undefined || name === undefined || text === undefined) return sourcesIn(own, prefix);
    return [{ key: '', name: `${prefix}${text}`, node: own, range: name.range }];
  });
  const named = (plainMapping(node)?.pairs ?? []).flatMap(({ key, value }): readonly DataSource[] => {
    const own = plainMapping(value);
    return own === undefined ? [] : [{ key: key.value, name: `${prefix}${key.value}`, node: own, range: key.range }];
  });
  return [...listed, ...named];
}
