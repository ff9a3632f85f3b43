import type { Diagnostic } from '../analysis/answers.ts';
import type { Severity } from '../lint/rule.ts';

/** How many findings of a document an editor is sent: more than anybody reads, few enough to be sent at every keystroke. */
const MAXIMUM = 1000;

const GRAVEST_FIRST: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** All findings, or as many as an editor is sent: every error before any warning, those of one severity in the order of the text. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[]): { readonly sent: readonly Diagnostic[]; readonly left: number } {
  if (diagnostics.length <= MAXIMUM) return { sent: diagnostics, left: 0 };
  const sent: Diagnostic[] = [];
  for (const severity of GRAVEST_FIRST) {
    for (const diagnostic of diagnostics) {
      if (sent.length === MAXIMUM) break;
      if (diagnostic.severity === severity) sent.push(diagnostic);
    }
  }
  return { sent, left: diagnostics.length - sent.length };
}
