import type { ValueKind } from '../../server/src/catalog/catalog.ts';
import type { SpecType } from './spec.ts';

/**
 * The kind of value that an attribute of this name holds, of a type as the spec names it (`string`, `integer`, `ref`, …).
 * Only what the name states; everything else is unknown.
 */
export function kindOfName(name: string, valueType: string): ValueKind {
  if (valueType !== 'string') return 'other';
  if (/(Arn|ARN)(ForPolicy)?$/.test(name)) return 'arn';
  if (/(Url|URL|Uri|URI)$/.test(name)) return 'url';
  if (/(Domain|Dns|DNS|Host)Name$/.test(name)) return 'unknown';
  if (/Name$/.test(name)) return 'name';
  if (/(Id|ID|Identifier)$/.test(name)) return 'id';
  return 'unknown';
}

export interface OwnArn {
  /** The attribute that is the resource's ARN. */
  readonly attribute?: string;
  readonly arn?: string;
  readonly resourceTypes?: readonly string[];
}

export function ownArn(type: SpecType, arn: string, resourceTypes: readonly string[]): OwnArn {
  const last = type.cloudFormationType.split('::')[2] ?? '';
  const identifiers = [...(type.cfnRefIdentifier ?? []), ...(type.primaryIdentifier ?? [])].filter((name) => /arn$/i.test(name));
  const names = ['Arn', 'ARN', `${last}Arn`, `${last}ARN`, 'ResourceArn', 'ResourceARN', ...identifiers, ...shortened(last)];
  const attribute = names.find((name) => Object.hasOwn(type.attributes, name));
  return { arn, resourceTypes, ...(attribute === undefined ? {} : { attribute }) };
}

/**
 * The ARN as a `!Sub` text, with `${Ref}` or `${Ref.Attribute}` for its one placeholder beyond partition, Region and account.
 * `undefined` where the resource does not give that placeholder by itself: an id where the ARN has a name, or a path before the name.
 */
export function arnSubOf(arn: string, ref: string, attributes: readonly string[]): string | undefined {
  const pseudo = arn
    .replace('${Partition}', '${AWS::Partition}')
    .replace('${Region}', '${AWS::Region}')
    .replace('${Account}', '${AWS::AccountId}');
  const own = [...pseudo.matchAll(/\$\{(?!AWS::)([^}]*)\}/g)].map(([, name = '']) => name);
  const [placeholder] = own;
  if (own.length !== 1 || placeholder === undefined || /WithPath$|WithoutLeadingSlash$/.test(placeholder)) return undefined;
  // The name of a KMS alias starts with `alias/`.
  if (pseudo.includes(':kms:') && placeholder === 'Alias') return pseudo.replace('alias/${Alias}', '${Ref}');
  const kind = /Name$/.test(placeholder) ? 'name' : /I[dD]$/.test(placeholder) ? 'id' : undefined;
  const fill = (value: string): string => pseudo.replace(`\${${placeholder}}`, `\${${value}}`);
  if (kind !== undefined && kind === ref) return fill('Ref');
  if (attributes.includes(placeholder)) return fill(`Ref.${placeholder}`);
  return kind === undefined && (ref === 'name' || ref === 'id') ? fill('Ref') : undefined;
}

/** `BackupVault` → `VaultArn`: attributes that leave the first words out. */
function shortened(last: string): readonly string[] {
  const words = last.match(/[A-Z]+[a-z0-9]*/g) ?? [];
  return words.slice(1).map((_, index) => `${words.slice(index + 1).join('')}Arn`);
}
