import type { EncodedAction, EncodedService } from './bundle-format.ts';
import type { Action, Catalog, ResourceType, Service } from './catalog.ts';
import { levelsOfLetters, readBriefs } from './read-briefs.ts';
import type { Bundle } from './shelf.ts';
import { lazy, memoised } from './shelf.ts';

type ActionPart = Pick<
  Catalog,
  | 'services'
  | 'actionCount'
  | 'service'
  | 'actionIndex'
  | 'actionName'
  | 'action'
  | 'accessLevels'
  | 'resourceNeed'
  | 'resourceTypes'
  | 'resourceType'
> & {
  /** Names of the condition keys of a service, as the reference writes them. */
  readonly keyNames: (service: string) => readonly string[];
};

/** Services, actions and resource types. Names of a service are split at its first lookup, details decoded at their first use. */
export function readActions(bundle: Bundle): ActionPart {
  const services: Service[] = [];
  let actionCount = 0;
  for (const [prefix, name, count] of bundle.index.services) {
    services.push({ prefix, name, first: actionCount, count });
    actionCount += count;
  }
  const byPrefix = new Map(services.map((service) => [service.prefix, service]));
  const service = (prefix: string): Service | undefined => byPrefix.get(prefix) ?? byPrefix.get(prefix.toLowerCase());

  const shelf = bundle.shelf('names');
  const namesOf = memoised((prefix: string): readonly string[] => shelf.line(prefix)?.split(' ') ?? []);
  const serviceAt = (index: number): Service => {
    const last = services[findLastPosition(services, ({ first }) => first <= index)];
    return last !== undefined && index < actionCount ? last : outOfRange(index);
  };

  const details = readDetails(bundle, { namesOf, firstOf: (prefix) => byPrefix.get(prefix)?.first ?? 0 });
  return {
    services,
    actionCount,
    service,
    actionIndex: memoised((fullName: string): number | undefined => {
      const colon = fullName.indexOf(':');
      const found = colon < 0 ? undefined : service(fullName.slice(0, colon));
      if (found === undefined) return undefined;
      const lower = fullName.slice(colon + 1).toLowerCase();
      const names = namesOf(found.prefix);
      // They stand in the order of their lower case.
      const position = findLastPosition(names, (name) => name.toLowerCase() <= lower);
      return names[position]?.toLowerCase() === lower ? found.first + position : undefined;
    }, SPELLINGS),
    actionName: memoised((index: number) => {
      const { prefix, first } = serviceAt(index);
      return `${prefix}:${namesOf(prefix)[index - first] ?? outOfRange(index)}`;
    }),
    action: (index) => {
      const { prefix, first } = serviceAt(index);
      return details(prefix)?.action(index - first) ?? outOfRange(index);
    },
    ...readBriefs(bundle, serviceAt),
    resourceTypes: (prefix) => details(prefix.toLowerCase())?.resourceTypes ?? [],
    resourceType: (prefix, name) => details(prefix.toLowerCase())?.byName().get(name.toLowerCase()),
    keyNames: (prefix) => details(prefix.toLowerCase())?.keys ?? [],
  };
}

/** How many names of actions are remembered as they were written: the same few are asked for again and again. */
const SPELLINGS = 4000;

interface ServiceDetails {
  action(position: number): Action | undefined;
  readonly resourceTypes: readonly ResourceType[];
  readonly byName: () => ReadonlyMap<string, ResourceType>;
  readonly keys: readonly string[];
}

const NO_TEXTS: readonly string[] = [];

interface Names {
  namesOf(prefix: string): readonly string[];
  firstOf(prefix: string): number;
}

function readDetails(bundle: Bundle, { namesOf, firstOf }: Names): (prefix: string) => ServiceDetails | undefined {
  const shelf = bundle.shelf('services');
  return memoised((prefix) => {
    const line = shelf.line(prefix);
    if (line === undefined) return undefined;
    const { strings, keys: serviceKeys, resourceTypes: encodedTypes, actions: encodedActions } = JSON.parse(line) as EncodedService;
    const actions: (EncodedAction | undefined)[] = [...encodedActions];
    // Most of a service's actions have one of a few lists: each is made once.
    const textsOf = memoised((numbers: string): readonly string[] => numbers.split(',').map((number) => strings[Number(number)] ?? ''));
    const texts = (numbers: readonly number[]): readonly string[] => (numbers.length === 0 ? NO_TEXTS : textsOf(numbers.join()));
    const resourceTypes = encodedTypes.map(
      ([name, arns, keys, cloudFormationTypes]): ResourceType => ({
        service: prefix,
        name,
        arns,
        conditionKeys: texts(keys),
        cloudFormationTypes,
      }),
    );
    return {
      action: memoised((position: number): Action | undefined => {
        const action = actions[position];
        const name = namesOf(prefix)[position];
        if (action === undefined || name === undefined) return undefined;
        // What is decoded is kept; both would take twice the room.
        actions[position] = undefined;
        return decodeAction(action, { index: firstOf(prefix) + position, service: prefix, name, texts, resourceTypes });
      }),
      resourceTypes,
      byName: lazy(() => new Map(resourceTypes.map((type) => [type.name.toLowerCase(), type]))),
      keys: serviceKeys,
    };
  });
}

interface Context {
  readonly index: number;
  readonly service: string;
  readonly name: string;
  readonly texts: (numbers: readonly number[]) => readonly string[];
  readonly resourceTypes: readonly ResourceType[];
}

function decodeAction(action: EncodedAction, { index, service, name, texts, resourceTypes }: Context): Action {
  const [description, levels, types, keys, dependents, permissionOnly] = action;
  return {
    index,
    service,
    name,
    fullName: `${service}:${name}`,
    description,
    accessLevels: levelsOfLetters(levels),
    resourceTypes: types.map(([type, required, conditionKeys, dependentActions]) => ({
      name: resourceTypes[type]?.name ?? '',
      required: required === 1,
      conditionKeys: texts(conditionKeys),
      dependentActions: texts(dependentActions),
    })),
    conditionKeys: texts(keys),
    dependentActions: texts(dependents),
    permissionOnly: permissionOnly === 1,
  };
}

/** Position of the last item of which something is true that is true of all before it; -1 where it is true of none. */
function findLastPosition<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && isSo(item)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Numbers of actions come from this catalogue only, so a wrong one is a fault of the caller. */
function outOfRange(index: number): never {
  throw new RangeError(`no action has the number ${index}`);
}
