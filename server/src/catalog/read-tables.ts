import type { EncodedOperations, EncodedTables } from './bundle-format.ts';
import type { Catalog, SdkOperation, Service } from './catalog.ts';
import type { Bundle } from './shelf.ts';
import { lazy } from './shelf.ts';

type TablePart = Pick<
  Catalog,
  | 'isRetired'
  | 'isNewerOperation'
  | 'managedPolicyReplacement'
  | 'sdkOperation'
  | 'prefixFor'
  | 'servicePrincipals'
  | 'regions'
  | 'partitions'
  | 'scopingIsUsual'
  | 'needsEveryResourceType'
  | 'extraArns'
  | 'escalationPaths'
  | 'sensitivity'
  | 'policyQuota'
  | 'documentationUrl'
  | 'placeholderSpans'
>;

const NO_TABLES: EncodedTables = {
  servicePrincipals: [],
  regions: [],
  partitions: [],
  prefixes: {},
  scopingIsUsual: [],
  needsEveryResourceType: [],
  extraArns: {},
  narrowPlaceholders: [],
  documentationPages: {},
  newerOperations: [],
  replacedPolicies: {},
  escalationPaths: [],
  credentialActions: [],
  dataActions: [],
  policyQuotas: {},
};

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

/** The hand-written tables of the bundle. `nameOf` gives the full name of an action's number. */
export function readTables(
  bundle: Bundle,
  nameOf: (action: number) => string,
  service: (prefix: string) => Service | undefined,
): TablePart {
  const tables = bundle.table<EncodedTables>('tables', NO_TABLES);
  const operations = bundle.table<EncodedOperations>('operations', {});
  const retired = bundle.table<readonly string[]>('retired', []);
  const retiredSet = lazy(() => new Set(retired()));
  const scoped = lazy(() => new Set(tables().scopingIsUsual));
  const every = lazy(() => new Set(tables().needsEveryResourceType));
  const extra = lazy(() => new Map(Object.entries(tables().extraArns)));
  const narrow = lazy(() => new Set(tables().narrowPlaceholders));
  const newer = lazy(() => lowerCaseSet(tables().newerOperations));
  const prefixes = lazy(() => new Map(Object.entries(tables().prefixes)));
  const pages = lazy(() => new Map(Object.entries(tables().documentationPages)));
  const replaced = lazy(() => new Map(Object.entries(tables().replacedPolicies)));
  const credentials = lazy(() => new Set(tables().credentialActions));
  const data = lazy(() => new Set(tables().dataActions));
  const quotas = lazy(() => new Map(Object.entries(tables().policyQuotas)));
  const prefixFor = (written: string): string | undefined => prefixes().get(written.toLowerCase());
  return {
    isRetired: (fullName) => retiredSet().has(fullName.toLowerCase()),
    isNewerOperation: (fullName) => newer().has(fullName.toLowerCase()),
    managedPolicyReplacement: (name) => replaced().get(name),
    sdkOperation: readOperations(operations, prefixFor),
    prefixFor,
    servicePrincipals: () => tables().servicePrincipals,
    regions: () => tables().regions,
    partitions: () => tables().partitions,
    scopingIsUsual: (action) => scoped().has(nameOf(action)),
    needsEveryResourceType: (action) => every().has(nameOf(action)),
    extraArns: (action) => extra().get(nameOf(action)) ?? [],
    escalationPaths: () => tables().escalationPaths,
    sensitivity: (action) => (credentials().has(nameOf(action)) ? 'credentials' : data().has(nameOf(action)) ? 'data' : undefined),
    policyQuota: (typeOrKind) => quotas().get(typeOrKind),
    documentationUrl: (prefix) => {
      const found = service(prefix);
      const page = found && (pages().get(found.prefix) ?? pageOf(found.name));
      return page ? `${REFERENCE}/${page}` : undefined;
    },
    placeholderSpans: (prefix, type, placeholder) => {
      const [a, b, c] = [prefix, type, placeholder].map((text) => text.toLowerCase());
      return ![`${a}:${b}:${c}`, `${a}::${c}`, `::${c}`].some((key) => narrow().has(key));
    },
  };
}

/** Found under the IAM prefix and under the prefix as people write it: `bedrock-runtime:Converse` as well as `bedrock:Converse`. */
function readOperations(
  operations: () => EncodedOperations,
  prefixFor: (written: string) => string | undefined,
): (written: string) => SdkOperation | undefined {
  const byName = lazy(() => new Map(Object.entries(operations()).map(([name, actions]) => [name.toLowerCase(), actions])));
  return (written) => {
    const colon = written.indexOf(':');
    const prefix = prefixFor(written.slice(0, Math.max(colon, 0)));
    const name = prefix === undefined ? written : `${prefix}${written.slice(colon)}`;
    const actions = byName().get(name.toLowerCase());
    return actions === undefined ? undefined : { operation: written, actions };
  };
}

/** `AWS X-Ray` → `list_awsx-ray.html`: lower case, without anything but letters, digits and hyphens. */
function pageOf(serviceName: string): string {
  return `list_${serviceName.toLowerCase().replace(/[^a-z0-9-]/g, '')}.html`;
}

function lowerCaseSet(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((text) => text.toLowerCase()));
}
