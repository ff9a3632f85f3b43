import type { Parameter, Resource, Scope } from './template.ts';

/** What a computation asked of a template beside the entry it is about: its result is good as long as the answers are. */
export interface Dependencies {
  /** Names of which it asked what they are: whether there is such a resource, of which type, such a parameter, such a condition. */
  readonly names: readonly string[];
  /** Names of resources whose declaration it read. */
  readonly declarations: readonly string[];
  /** It went through all names. */
  readonly all: boolean;
  /** It asked for more than can be followed: its result is good for one version only. */
  readonly everything: boolean;
}

export const NO_DEPENDENCIES: Dependencies = { names: [], declarations: [], all: false, everything: false };

/** How two scopes differ, in the terms of `Dependencies`. */
export interface ScopeChange {
  readonly names: ReadonlySet<string>;
  readonly declarations: ReadonlySet<string>;
  /** The same names in the same order mean the same. */
  readonly sameNames: boolean;
  /** What concerns every string (loops, what is unread) has changed. */
  readonly everything: boolean;
}

/** A scope with a name of its own, by which the next one says how it differs without holding on to it. */
export interface ScopeVersion {
  readonly scope: Scope;
  readonly id: object;
  readonly since?: { readonly id: object; readonly change: ScopeChange };
}

/** How a version differs from an earlier one. */
export function changeSince(before: ScopeVersion, now: ScopeVersion): ScopeChange {
  if (before.id === now.id) return NO_CHANGE;
  return now.since?.id === before.id ? now.since.change : compareScopes(before.scope, now.scope);
}

const NO_CHANGE: ScopeChange = { names: new Set(), declarations: new Set(), sameNames: true, everything: false };

export function compareScopes(before: Scope, after: Scope): ScopeChange {
  const names = new Set<string>();
  const declarations = new Set<string>();
  const sameOrder = [
    compareMaps(before.resources, after.resources, (name, old, now) => compareResources(name, old, now, names, declarations)),
    compareMaps(before.parameters, after.parameters, (name, old, now) => {
      if (old?.node !== now?.node || old?.type !== now?.type || old?.default !== now?.default) names.add(name);
    }),
    compareMaps(asMap(before.conditions), asMap(after.conditions), (name) => names.add(name)),
  ];
  const sameLoops = before.loops.size === after.loops.size && [...before.loops].every((loop) => after.loops.has(loop));
  return {
    names,
    declarations,
    sameNames: names.size === 0 && sameOrder.every((same) => same),
    everything: before.catalog !== after.catalog || before.incomplete !== after.incomplete || !sameLoops,
  };
}

function compareResources(
  name: string,
  old: Resource | undefined,
  now: Resource | undefined,
  names: Set<string>,
  declarations: Set<string>,
): void {
  if (old?.type !== now?.type || old?.condition !== now?.condition) names.add(name);
  if (old?.node !== now?.node || old?.key !== now?.key) declarations.add(name);
}

/** Whether what was computed before the change may be another now. */
export function isAffected({ names, declarations, all, everything }: Dependencies, change: ScopeChange): boolean {
  if (everything || change.everything || (all && !change.sameNames)) return true;
  if (change.names.size > 0 && names.some((name) => change.names.has(name))) return true;
  return change.declarations.size > 0 && declarations.some((name) => change.declarations.has(name));
}

/** A scope that notes what is asked of it. */
export interface ScopeRecorder {
  readonly scope: Scope;
  /** The resource as the scope hands it out: equal to itself within one visit, and noted where it is read. */
  watch(resource: Resource): Resource;
  noteEverything(): void;
  /** What was asked since the last call. */
  take(): Dependencies;
}

export function recordScope(scope: Scope): ScopeRecorder {
  const names = new Set<string>();
  const declarations = new Set<string>();
  const watched = new Map<Resource, Resource>();
  let all = false;
  let everything = false;
  const note = (name: string | undefined): void => {
    if (name === undefined) all = true;
    else names.add(name);
  };
  const watch = (resource: Resource): Resource => {
    const known = watched.get(resource);
    if (known !== undefined) return known;
    const made = new Proxy(
      resource,
      watchDeclaration((name) => declarations.add(name)),
    );
    watched.set(resource, made);
    return made;
  };
  return {
    scope: {
      ...scope,
      resources: new RecordedMap<Resource>(scope.resources, note, watch),
      parameters: new RecordedMap<Parameter>(scope.parameters, note, (parameter) => parameter),
      conditions: new RecordedSet(scope.conditions, note),
    },
    watch,
    noteEverything() {
      everything = true;
    },
    take() {
      const taken: Dependencies = { names: [...names], declarations: [...declarations], all, everything };
      const nothing = names.size === 0 && declarations.size === 0 && !all && !everything;
      names.clear();
      declarations.clear();
      all = false;
      everything = false;
      return nothing ? NO_DEPENDENCIES : taken;
    },
  };
}

/** Id, type and condition are noted by whoever hands the resource out; anything else of it is its declaration. */
function watchDeclaration(note: (name: string) => void): ProxyHandler<Resource> {
  return {
    get(resource, key) {
      if (key !== 'logicalId' && key !== 'type' && key !== 'condition') note(resource.logicalId);
      return Reflect.get(resource, key);
    },
    has(resource, key) {
      note(resource.logicalId);
      return Reflect.has(resource, key);
    },
    ownKeys(resource) {
      note(resource.logicalId);
      return Reflect.ownKeys(resource);
    },
  };
}

/** `note` is given the name asked for, `undefined` where all were. */
type Note = (name: string | undefined) => void;

class RecordedMap<V> implements ReadonlyMap<string, V> {
  private readonly map: ReadonlyMap<string, V>;
  private readonly note: Note;
  private readonly show: (value: V) => V;

  constructor(map: ReadonlyMap<string, V>, note: Note, show: (value: V) => V) {
    this.map = map;
    this.note = note;
    this.show = show;
  }

  get size(): number {
    this.note(undefined);
    return this.map.size;
  }

  get(name: string): V | undefined {
    this.note(name);
    const value = this.map.get(name);
    return value === undefined ? undefined : this.show(value);
  }

  has(name: string): boolean {
    this.note(name);
    return this.map.has(name);
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this);
  }

  keys(): MapIterator<string> {
    this.note(undefined);
    return this.map.keys();
  }

  *values(): Generator<V, undefined, unknown> {
    this.note(undefined);
    for (const value of this.map.values()) yield this.show(value);
    return undefined;
  }

  *entries(): Generator<[string, V], undefined, unknown> {
    this.note(undefined);
    for (const [name, value] of this.map) yield [name, this.show(value)];
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

class RecordedSet implements ReadonlySet<string> {
  private readonly set: ReadonlySet<string>;
  private readonly note: Note;

  constructor(set: ReadonlySet<string>, note: Note) {
    this.set = set;
    this.note = note;
  }

  get size(): number {
    this.note(undefined);
    return this.set.size;
  }

  has(name: string): boolean {
    this.note(name);
    return this.set.has(name);
  }

  forEach(visit: (value: string, key: string, set: ReadonlySet<string>) => void): void {
    for (const name of this.values()) visit(name, name, this);
  }

  keys(): SetIterator<string> {
    return this.values();
  }

  values(): SetIterator<string> {
    this.note(undefined);
    return this.set.values();
  }

  entries(): SetIterator<[string, string]> {
    this.note(undefined);
    return this.set.entries();
  }

  [Symbol.iterator](): SetIterator<string> {
    return this.values();
  }
}

/** Calls `report` for every name that does not stand for the same object; answers whether the names stand in the same order. */
function compareMaps<V>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  report: (name: string, old: V | undefined, now: V | undefined) => void,
): boolean {
  if (before === after) return true;
  let sameOrder = before.size === after.size;
  const order = before.keys();
  for (const [name, now] of after) {
    if (sameOrder && order.next().value !== name) sameOrder = false;
    const old = before.get(name);
    if (old !== now) report(name, old, now);
  }
  if (!sameOrder) for (const [name, old] of before) if (!after.has(name)) report(name, old, undefined);
  return sameOrder;
}

function asMap(names: ReadonlySet<string>): ReadonlyMap<string, true> {
  return new Map([...names].map((name) => [name, true]));
}
