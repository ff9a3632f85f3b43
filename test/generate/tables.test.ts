import { describe, expect, test } from 'vitest';
import { parameterFillers } from '../../server/src/generate/policy-template-values.ts';
import { USUAL_ACCESS } from '../../server/src/generate/usual-access.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

describe('what fills a parameter of a policy template', () => {
  const parameters = new Set(catalog.policyTemplates().flatMap((template) => template.parameters.map(({ name }) => name)));

  test.each(parameterFillers())('$parameter from $type $attribute', ({ parameter, type, attribute }) => {
    expect(parameters).toContain(parameter);
    const known = catalog.cloudFormationType(type);
    expect(known).toBeDefined();
    const value = attribute === undefined ? known?.ref : known?.attributes.get(attribute);
    expect(value).toBeDefined();
    expect(value?.kind).not.toBe('url');
    expect(value?.kind === 'arn').toBe(parameter.endsWith('Arn'));
  });
});

describe('what a function usually does with a resource', () => {
  test.each(USUAL_ACCESS)('$types', ({ types, policyTemplates, parameter, actions, resourceTypes }) => {
    for (const type of types) expect(catalog.cloudFormationType(type)).toBeDefined();
    for (const name of policyTemplates) expect(catalog.policyTemplate(name)?.parameters.map((one) => one.name)).toEqual([parameter]);
    const accepted = actions.flatMap((name) => catalog.action(catalog.actionIndex(name) ?? -1).resourceTypes.map((type) => type.name));
    for (const name of resourceTypes) expect(accepted).toContain(name.split(':')[1]);
  });
});
