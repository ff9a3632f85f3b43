import { expect, test } from 'vitest';
import { analyse } from '../support/analyse.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

/** Mistakes of AWS's own, each read; `docs/accuracy.md` explains them. */
const TRUE_ERRORS: readonly string[] = [
  'AWSTransformNetworkMigrationAgentPolicy resource-type-mismatch',
  'AWSTransformServerMigrationAgentPolicy resource-type-mismatch',
  'AmazonBedrockFullAccess resource-type-mismatch',
  'AmazonBedrockLimitedAccess resource-type-mismatch',
  'AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary resource-type-mismatch',
  'AmazonEC2RoleforAWSCodeDeployLimited resource-type-mismatch',
  'AmazonSageMakerFullAccess resource-type-mismatch',
];

test('the managed policies of AWS have no other error', { timeout: 180_000 }, () => {
  const catalog = loadCatalogForTests();
  const texts = Object.fromEntries(
    catalog.managedPolicyNames().map((name) => [`file:///managed/${name}.json`, catalog.managedPolicy(name)?.document() ?? '']),
  );
  const analysis = analyse(texts);
  const errors: string[] = [];
  let ours = 0;
  for (const uri of Object.keys(texts)) {
    const diagnosis = analysis.diagnose(uri);
    analysis.forget(uri);
    if (diagnosis.ours) ours++;
    for (const { rule, severity, message } of diagnosis.diagnostics) {
      expect(message.length, message).toBeLessThan(200);
      if (severity === 'error') errors.push(`${uri.replace(/^.*\/|\.json$/g, '')} ${rule}`);
    }
  }
  expect(ours).toBe(catalog.managedPolicyNames().length);
  expect(errors).toEqual(TRUE_ERRORS);
});
