import type { PermissionOrigin, Permissions } from '../../analysis/permissions-answers.ts';
import type { Positions } from '../positions.ts';
import { printable } from './printable.ts';

/** What says where a statement comes from. */
export interface OriginContext {
  readonly positions: Positions;
  /** As a file is printed. */
  pathOf(uri: string): string;
  readonly dialect: Permissions['dialect'];
}

/** `template.yaml:41, policy template S3ReadPolicy`. */
export function renderOrigin(origin: PermissionOrigin, context: OriginContext): string {
  const note = noteOf(origin, context.dialect);
  return `${lineOf(origin.place, context)}${note === '' ? '' : `, ${printable(note)}`}`;
}

/** What it comes from, beside the place; '' for what is written at the principal itself. */
export function noteOf({ kind, name = '' }: PermissionOrigin, dialect: Permissions['dialect']): string {
  switch (kind) {
    case 'inline':
      return '';
    case 'attached-policy':
      return name === '' ? 'attached' : `attached by ${name}`;
    case 'managed-policy':
      return `managed policy ${name}`;
    case 'customer-managed-policy':
      return `managed policy ${name} of the template`;
    case 'policy-template':
      return `policy template ${name}`;
    case 'connector':
      return `connector ${name}`;
    case 'provider':
      return 'provider';
    case 'framework':
      return `added by ${dialect === 'serverless' ? 'Serverless' : dialect === 'sam' ? 'SAM' : 'the framework'}${name === '' ? '' : ` (${name})`}`;
    case 'boundary':
      return `permissions boundary ${name}`;
    case 'resource-policy':
      return `policy of ${name}`;
  }
}

export function lineOf(place: PermissionOrigin['place'], { positions, pathOf }: OriginContext): string {
  return `${printable(pathOf(place.uri))}:${positions.of(place).start.line + 1}`;
}
