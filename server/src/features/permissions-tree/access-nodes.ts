import type { AccessPiece, EffectiveAccess } from '../../grants/effective.ts';
import type { Origin } from '../../grants/model.ts';
import type { ActionSet } from '../../policy/action-set.ts';
import { countActions, emptyActions, intersectActions, isEmptyActions, matchAction, unionActions } from '../../policy/action-set.ts';
import type { KernelCatalog } from '../../policy/kernel.ts';
import { compareTexts } from '../../syntax/compare-texts.ts';
import type { Template } from '../../template/template.ts';
import { literalText, renderText, shorten } from '../../template/text.ts';
import type { PermissionNode } from '../answers.ts';
import { countOf } from '../markdown.ts';
import { serviceOf, shortLevels, shortResources } from '../short-names.ts';
import { frameworkOf, placeOf, renderWhen } from './place.ts';

/** Services in the order of their names, what is denied or cut off by a boundary behind them. */
export function accessNodes(catalog: KernelCatalog, template: Template, { pieces }: EffectiveAccess): readonly PermissionNode[] {
  const granted = new Map<string, Map<string, Action>>();
  const taken = new Map<string, Map<string, Action>>();
  for (const piece of pieces) {
    for (const { pattern, matched } of patternsOf(catalog, piece)) {
      const left = intersectActions(matched, piece.actions);
      const isNamed = piece.names.some(({ key }) => key === pattern.toLowerCase());
      if (isNamed || !isEmptyActions(left)) addTo(granted, pattern, left, piece);
      else if (!isEmptyActions(intersectActions(matched, piece.grant.actions)))
        addTo(taken, pattern, intersectActions(matched, piece.grant.actions), piece);
    }
  }
  const services = (found: ReadonlyMap<string, ReadonlyMap<string, Action>>): readonly PermissionNode[] =>
    [...found]
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([service, actions]) => serviceNode(catalog, template, service, [...actions.values()]));
  const denied = services(taken);
  if (denied.length === 0) return services(granted);
  const children = denied.flatMap((service) => service.children).map((node): PermissionNode => ({ ...node, kind: 'denied' }));
  return [
    ...services(granted),
    { kind: 'denied', id: 'denied', label: 'granted without effect', description: 'denied, or cut off by the boundary', children },
  ];
}

/** A pattern of actions with all places where it is granted. */
interface Action {
  readonly pattern: string;
  readonly pieces: AccessPiece[];
  actions: ActionSet;
}

interface Pattern {
  readonly pattern: string;
  readonly matched: ActionSet;
}

/** The values of `Action` as written; of `NotAction` all that it leaves. */
function patternsOf(catalog: KernelCatalog, { grant }: AccessPiece): readonly Pattern[] {
  const { action, notAction } = grant.statement;
  if (action === undefined) {
    const but = notAction?.values.map(({ text }) => renderText(text)) ?? [];
    return [{ pattern: `all but ${shorten(but.join(', '))}`, matched: grant.actions }];
  }
  return action.values.flatMap(({ text }) => {
    const pattern = literalText(text);
    return pattern === undefined ? [] : [{ pattern, matched: matchAction(catalog, pattern) }];
  });
}

function addTo(found: Map<string, Map<string, Action>>, pattern: string, actions: ActionSet, piece: AccessPiece): void {
  const service = serviceOf(pattern) ?? '*';
  const ofService = found.get(service) ?? new Map<string, Action>();
  found.set(service, ofService);
  const known = ofService.get(pattern);
  if (known === undefined) ofService.set(pattern, { pattern, pieces: [piece], actions });
  else {
    known.pieces.push(piece);
    known.actions = unionActions(known.actions, actions);
  }
}

function serviceNode(catalog: KernelCatalog, template: Template, service: string, actions: readonly Action[]): PermissionNode {
  const all = unionActions(emptyActions(catalog), ...actions.map((action) => action.actions));
  const names = actions.filter((action) => isEmptyActions(action.actions)).length;
  const title = catalog.service(service)?.name;
  return {
    kind: 'service',
    id: service,
    label: service === '*' ? 'any service' : service,
    description: countOf(countActions(all) + names, 'action'),
    ...(title === undefined ? {} : { tooltip: title }),
    children: [...actions].sort((a, b) => compareTexts(a.pattern, b.pattern)).map((action) => actionNode(catalog, template, action)),
  };
}

function actionNode(catalog: KernelCatalog, template: Template, { pattern, pieces, actions }: Action): PermissionNode {
  const isWildcard = /[*?]|^all but /.test(pattern);
  const count = countActions(actions);
  const levels = shortLevels(catalog, actions);
  const byResource = new Map<string, AccessPiece[]>();
  for (const piece of certainOnes(pieces)) {
    const resource = resourceOf(piece);
    byResource.set(resource, [...(byResource.get(resource) ?? []), piece]);
  }
  return {
    kind: isWildcard ? 'wildcard' : 'action',
    id: pattern,
    label: pattern,
    description: describeAction(count, levels, isWildcard),
    children: [...byResource].map(([text, own]) => resourceNode(template, text, own)),
  };
}

/** Whether a resource can be one of an action is not always known; where others certainly are, that says nothing. */
function certainOnes(pieces: readonly AccessPiece[]): readonly AccessPiece[] {
  const certain = pieces.filter(({ grant, resource }) => !grant.uncertain.has(resource));
  return certain.length === 0 ? pieces : certain;
}

function describeAction(count: number, levels: readonly string[], isWildcard: boolean): string {
  if (count === 0) return 'not in the catalogue';
  if (!isWildcard) return levels.join(', ').replace(/^1 /, '');
  return `${countOf(count, 'action')}${levels.length === 0 ? '' : `: ${levels.join(', ')}`}`;
}

function resourceOf({ resource }: AccessPiece): string {
  return resource.kind === 'pattern' ? resource.pattern.text : `all but ${resource.patterns.map(({ text }) => text).join(', ')}`;
}

function resourceNode(template: Template, text: string, pieces: readonly AccessPiece[]): PermissionNode {
  const [first] = pieces;
  const label = first === undefined ? text : shortResources(first.resource);
  const children: PermissionNode[] = [];
  for (const piece of pieces) {
    const node = originNode(template, piece);
    if (children.every(({ id }) => id !== node.id)) children.push(node);
  }
  return {
    kind: 'resource',
    id: text,
    label: label === '*' ? 'any resource' : label,
    ...(label === text ? {} : { tooltip: text }),
    children,
  };
}

function originNode(template: Template, { granted, grant, when }: AccessPiece): PermissionNode {
  const { origin } = granted;
  const conditions = grant.clauses.length === 0 ? '' : ' under a condition';
  const { place } = placeOf(template, grant.statement.range);
  const at = place === undefined ? placeOf(template, origin.range) : { place };
  const [sid] = grant.statement.sid?.values ?? [];
  const label = describeOrigin(origin, frameworkOf(template));
  const named = sid === undefined ? '' : (literalText(sid.text) ?? '');
  const description = `${named}${conditions}${renderWhen(when)}`.trim();
  return {
    kind: 'origin',
    id: `${label} ${description} ${at.place?.uri ?? ''} ${at.place?.start ?? ''}`,
    label,
    ...(description === '' ? {} : { description }),
    ...at,
    children: [],
  };
}

/** In the words of who writes templates. */
function describeOrigin({ kind, name, addedFor }: Origin, framework: string): string {
  const named = `${name === undefined ? '' : ` ${name}`}${addedFor === undefined ? '' : `, added by ${framework} for ${addedFor}`}`;
  switch (kind) {
    case 'inline':
      return 'inline policy';
    case 'attached-policy':
      return `policy${named}`;
    case 'managed-policy':
      return `managed policy${named}`;
    case 'customer-managed-policy':
      return `own managed policy${named}`;
    case 'policy-template':
      return `policy template${named}`;
    case 'connector':
      return `connector${named}`;
    case 'provider':
      return 'statements of the provider';
    case 'framework':
      return `added by ${framework}${name === undefined ? '' : ` for ${name}`}`;
  }
}
