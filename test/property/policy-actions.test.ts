import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderActions, shortPatterns } from '../../server/src/policy/action-patterns.ts';
import type { ActionSet } from '../../server/src/policy/action-set.ts';
import {
  actionIndices,
  actionsAt,
  actionsOf,
  complementActions,
  countActions,
  coversActions,
  emptyActions,
  equalActions,
  hasAction,
  intersectActions,
  isEmptyActions,
  subtractActions,
  unionActions,
} from '../../server/src/policy/action-set.ts';
import { matchesGlob } from '../../server/src/policy/glob.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = withPolicyMemo(loadCatalogForTests());

/** A pattern made of a real action: letters replaced by `?`, stretches by `*`, letter case changed, now and then a letter too many. */
const pattern = fc
  .tuple(
    fc.nat(catalog.actionCount - 1),
    fc.constantFrom('name', 'prefix', 'suffix', 'any', 'case', 'unknown', 'service', 'all'),
    fc.nat(30),
    fc.nat(30),
  )
  .map(([index, how, from, length]) => {
    const full = catalog.actionName(index);
    const colon = full.indexOf(':') + 1;
    const name = full.slice(colon);
    const start = from % (name.length + 1);
    const end = Math.min(name.length, start + length);
    const service = full.slice(0, colon);
    const made: Readonly<Record<typeof how, string>> = {
      name: full,
      prefix: `${service}${name.slice(0, start)}*`,
      suffix: `${service}*${name.slice(start)}`,
      any: `${service}${name.slice(0, start)}${'?'.repeat(end - start)}${name.slice(end)}`,
      case: full.toUpperCase(),
      unknown: `${full}Zz`,
      service: `*:${name.slice(0, start)}*${name.slice(end)}`,
      all: '*',
    };
    return made[how];
  });

const set: fc.Arbitrary<ActionSet> = fc.tuple(fc.array(pattern, { maxLength: 4 }), fc.boolean()).map(([patterns, not]) => {
  const actions = actionsOf(catalog, patterns);
  return not ? complementActions(actions) : actions;
});

const options = { numRuns: 60, seed: 7 };

function holdsEqual(left: ActionSet, right: ActionSet): void {
  expect(equalActions(left, right)).toBe(true);
}

describe('a Boolean algebra', () => {
  test('union and intersection commute, associate, absorb and distribute', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        holdsEqual(unionActions(a, b), unionActions(b, a));
        holdsEqual(intersectActions(a, b), intersectActions(b, a));
        holdsEqual(unionActions(a, unionActions(b, c)), unionActions(unionActions(a, b), c));
        holdsEqual(unionActions(a, intersectActions(a, b)), a);
        holdsEqual(intersectActions(a, unionActions(a, b)), a);
        holdsEqual(intersectActions(a, unionActions(b, c)), unionActions(intersectActions(a, b), intersectActions(a, c)));
      }),
      options,
    );
  });

  test('complement and difference', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        holdsEqual(complementActions(complementActions(a)), a);
        holdsEqual(complementActions(unionActions(a, b)), intersectActions(complementActions(a), complementActions(b)));
        expect(isEmptyActions(intersectActions(a, complementActions(a)))).toBe(true);
        holdsEqual(unionActions(a, complementActions(a)), complementActions(emptyActions(catalog)));
        holdsEqual(unionActions(subtractActions(a, b), intersectActions(a, b)), a);
        expect(countActions(unionActions(a, b))).toBe(countActions(a) + countActions(b) - countActions(intersectActions(a, b)));
      }),
      options,
    );
  });

  test('covers is a partial order', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        expect(coversActions(a, a)).toBe(true);
        expect(coversActions(unionActions(a, b), a)).toBe(true);
        expect(coversActions(a, intersectActions(a, b))).toBe(true);
        if (coversActions(a, b) && coversActions(b, c)) expect(coversActions(a, c)).toBe(true);
        expect(coversActions(a, b)).toBe(equalActions(unionActions(a, b), a));
      }),
      options,
    );
  });
});

test('a pattern list matches what its patterns match one by one, over the whole catalogue', () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), (patterns) => {
      const actions = actionsOf(catalog, patterns);
      const expected: number[] = [];
      for (let index = 0; index < catalog.actionCount; index++) {
        const name = catalog.actionName(index).toLowerCase();
        if (patterns.some((written) => writtenMatches(written.toLowerCase(), name))) expected.push(index);
      }
      expect(actionIndices(actions)).toEqual(expected);
      expect(countActions(actions)).toBe(expected.length);
      expect(expected.every((index) => hasAction(actions, index))).toBe(true);
    }),
    { numRuns: 25, seed: 7 },
  );
});

function writtenMatches(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  const [service = '', action = ''] = pattern.split(':');
  const [ownService = '', ownAction = ''] = name.split(':');
  return toExpression(service).test(ownService) && toExpression(action).test(ownAction);
}

function toExpression(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\-]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

test('matchesGlob is what a regular expression says', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
  fc.assert(
    fc.property(letters, text, (glob, value) => {
      expect(matchesGlob(glob, value)).toBe(toExpression(glob).test(value));
    }),
    { numRuns: 2000, seed: 7 },
  );
});

describe('short patterns', () => {
  const some = fc.oneof(
    fc
      .array(
        pattern.filter((written) => !written.startsWith('*')),
        { maxLength: 4 },
      )
      .map((patterns) => actionsOf(catalog, patterns)),
    fc
      .tuple(fc.constantFrom('s3', 'dynamodb', 'sqs', 'lambda', 'logs', 'iam'), fc.array(fc.boolean(), { minLength: 20, maxLength: 200 }))
      .map(([prefix, chosen]) => {
        const service = catalog.service(prefix);
        return actionsAt(
          catalog,
          chosen.flatMap((keep, i) => (keep && service !== undefined && i < service.count ? [service.first + i] : [])),
        );
      }),
  );

  test('match exactly the set, and are never more than its list', () => {
    fc.assert(
      fc.property(some, fc.boolean(), (actions, wholeServices) => {
        const patterns = shortPatterns(catalog, actions, { wholeServices });
        holdsEqual(actionsOf(catalog, patterns), actions);
        expect(patterns.length).toBeLessThanOrEqual(renderActions(catalog, actions).length);
        expect(new Set(patterns).size).toBe(patterns.length);
      }),
      options,
    );
  });

  test('the list matches exactly the set', () => {
    fc.assert(
      fc.property(some, (actions) => holdsEqual(actionsOf(catalog, renderActions(catalog, actions)), actions)),
      options,
    );
  });
});
