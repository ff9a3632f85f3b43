import type { Finding } from '../lint/rule.ts';
import type { Range } from '../syntax/node.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Diagnostic, Place } from './answers.ts';
import type { Document } from './document.ts';

/** A finding as plain data, its ranges absolute. */
export function toDiagnostic(document: Document, finding: Finding): Diagnostic {
  return {
    rule: finding.rule.id,
    severity: finding.severity,
    message: finding.message,
    place: toPlace(document, finding.range),
    get fixes() {
      return finding.fixes.map(({ title, effect, preferred }) => ({ title, effect, preferred }));
    },
    related: (finding.related ?? []).map(({ range, message }) => ({ place: toPlace(document, range), message })),
  };
}

function toPlace(document: Document, range: Range): Place {
  const source = document.template.sources.get(range.unit.uri) ?? document.template.source;
  return { uri: source.uri, ...toOffsets(source, range) };
}
