import type {
  EncodedAction,
  EncodedActionResourceType,
  EncodedBrief,
  EncodedLinks,
  EncodedResourceNeed,
  EncodedResourceType,
  EncodedService,
} from '../../server/src/catalog/bundle-format.ts';
import { FIRST_MASK, LEVEL_LETTERS } from '../../server/src/catalog/bundle-format.ts';
import type { IamData, RawAction, RawActionResourceType } from './iam-data.ts';
import { arnFormatsOf, byCodePoint, normalisePlaceholders } from './iam-data.ts';

export interface BuiltService {
  readonly prefix: string;
  readonly name: string;
  /** In the order of their numbers. */
  readonly actions: readonly string[];
  readonly encoded: EncodedService;
}

/**
 * Actions, resource types and condition keys of `current`; dependent actions and the permission-only flag, which it dropped, come
 * from `previous`. `links` adds the CloudFormation types to the resource types.
 */
export function buildServices(current: IamData, previous: IamData, links: EncodedLinks): readonly BuiltService[] {
  return [...current.services].map(([prefix, name]) => buildService(prefix, name, { current, previous, links }));
}

export function encodeBrief({ actions }: EncodedService): EncodedBrief {
  const levels = actions.map(([, letters]) => {
    const mask = [...letters].reduce((bits, letter) => bits | (1 << LEVEL_LETTERS.indexOf(letter)), 0);
    return String.fromCharCode(FIRST_MASK + mask);
  });
  const needs = actions.map(([, , types]): EncodedResourceNeed => {
    if (types.length === 0) return 'n';
    return types.some(([, required]) => required === 1) ? 'r' : 'o';
  });
  return [...levels, ...needs].join('');
}

/** `service:action` of every action of `previous` that `current` no longer has, lower case, sorted. */
export function findRetired(current: IamData, previous: IamData): readonly string[] {
  return [...previous.services.keys()]
    .flatMap((prefix) => {
      const today: Readonly<Record<string, unknown>> = current.services.has(prefix) ? current.actions(prefix) : {};
      return Object.keys(previous.actions(prefix))
        .filter((action) => !Object.hasOwn(today, action))
        .map((action) => `${prefix}:${action}`);
    })
    .sort(byCodePoint);
}

interface Sources {
  readonly current: IamData;
  readonly previous: IamData;
  readonly links: EncodedLinks;
}

function buildService(prefix: string, name: string, { current, previous, links }: Sources): BuiltService {
  const actions = Object.entries(current.actions(prefix)).sort(([a], [b]) => byCodePoint(a, b));
  const past: Readonly<Record<string, RawAction>> = previous.services.has(prefix) ? previous.actions(prefix) : {};
  const types = Object.values(current.resourceTypes(prefix)).sort((a, b) => byCodePoint(a.key, b.key));
  const typeNumbers = new Map(types.map((type, index) => [type.key.toLowerCase(), index]));
  const strings = stringTable();
  const encodedTypes = types.map((type): EncodedResourceType => {
    const name = `${prefix}:${type.key}`;
    return [
      type.key,
      arnFormatsOf(type),
      strings.numbers((type.conditionKeys ?? []).map(normalisePlaceholders)),
      links[name.toLowerCase()] ?? [],
    ];
  });
  return {
    prefix,
    name,
    actions: actions.map(([, action]) => action.name),
    encoded: {
      actions: actions.map(([key, action]) => encodeAction(action, past[key], typeNumbers, strings)),
      resourceTypes: encodedTypes,
      keys: Object.values(current.conditionKeys(prefix))
        .map(({ key }) => normalisePlaceholders(key))
        .filter((key) => !key.toLowerCase().startsWith('aws:'))
        .sort(byCodePoint),
      strings: strings.all,
    },
  };
}

function encodeAction(
  action: RawAction,
  past: RawAction | undefined,
  types: ReadonlyMap<string, number>,
  strings: StringTable,
): EncodedAction {
  const pastTypes = new Map((past?.resourceTypes ?? []).map((type) => [type.name.toLowerCase(), type]));
  const resourceTypes = action.resourceTypes.map((type): EncodedActionResourceType => {
    const number = types.get(type.name.toLowerCase());
    if (number === undefined) throw new Error(`${action.name} names the resource type ${type.name}, which its service does not have`);
    const dependents = dependentsOf(type, pastTypes.get(type.name.toLowerCase()));
    return [number, type.required ? 1 : 0, strings.numbers(type.conditionKeys.map(normalisePlaceholders)), strings.numbers(dependents)];
  });
  const all = [action, ...action.resourceTypes].flatMap((one) => one.dependentActions);
  const pastAll = past === undefined ? [] : [past, ...past.resourceTypes].flatMap((one) => one.dependentActions);
  return [
    action.description.trim(),
    encodeLevels(action.accessLevel),
    resourceTypes,
    strings.numbers(action.conditionKeys.map(normalisePlaceholders)),
    strings.numbers([...new Set([...all, ...pastAll])]),
    past?.isPermissionOnly === true ? 1 : 0,
  ];
}

function dependentsOf(type: RawActionResourceType, past: RawActionResourceType | undefined): readonly string[] {
  return [...new Set([...type.dependentActions, ...(past?.dependentActions ?? [])])];
}

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['list', 'L'],
  ['read', 'R'],
  ['write', 'W'],
  ['tagging', 'T'],
  ['permissions management', 'P'],
]);

function encodeLevels(text: string): string {
  return text
    .split(',')
    .map((part) => {
      const letter = LEVELS.get(part.trim().toLowerCase());
      if (letter === undefined) throw new Error(`unknown access level: ${text}`);
      return letter;
    })
    .join('');
}

interface StringTable {
  readonly all: readonly string[];
  numbers(texts: readonly string[]): readonly number[];
}

function stringTable(): StringTable {
  const all: string[] = [];
  const known = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = known.get(text) ?? all.push(text) - 1;
    known.set(text, number);
    return number;
  };
  return { all, numbers: (texts) => texts.map(numberOf) };
}
