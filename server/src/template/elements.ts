/** The elements of a policy document (IAM user guide, "Grammar of the IAM JSON policy language"). */
export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/** The elements of a statement (ibidem). */
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const;

export type StatementElement = (typeof STATEMENT_ELEMENTS)[number];

const policyElements: ReadonlySet<string> = new Set(POLICY_ELEMENTS);
const statementElements: ReadonlySet<string> = new Set(STATEMENT_ELEMENTS);

/** Whether a key is an element of a policy document, as it must be written: names are case-sensitive. */
export function isPolicyElement(key: string): boolean {
  return policyElements.has(key);
}

/** Whether a key is an element of a statement, as it must be written. */
export function isStatementElement(key: string): boolean {
  return statementElements.has(key);
}
