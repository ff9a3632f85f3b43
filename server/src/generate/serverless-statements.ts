import type { Catalog } from '../catalog/catalog.ts';
import type { Resource, Scope } from '../template/template.ts';
import type { Entry } from './snippet-tree.ts';
import { map } from './snippet-tree.ts';
import { statementsFor } from './statements.ts';

/**
 * The permissions of one function of Serverless: `iam.role.statements` as version 4 has it, `iamRoleStatements` for the plugin
 * serverless-iam-roles-per-function.
 */
export function serverlessStatements(catalog: Catalog, scope: Scope, resources: readonly Resource[], perFunctionRole: boolean): Entry {
  const statements = statementsFor(catalog, scope, resources);
  return perFunctionRole ? ['iam', map(['role', map(['statements', statements])])] : ['iamRoleStatements', statements];
}
