import type { OffsetRange, Range } from '../../syntax/node.ts';
import { toOffsets } from '../../syntax/source.ts';
import type { Template } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import { describeBranches } from '../../template/text.ts';

/** Where a range lies, in the document or a file it names; nothing for what no text holds, such as a managed policy of AWS. */
export function placeOf({ sources }: Template, range: Range): { readonly place?: OffsetRange & { readonly uri: string } } {
  const source = sources.get(range.unit.uri);
  return source?.layout.has(range.unit) === true ? { place: { uri: source.uri, ...toOffsets(source, range) } } : {};
}

/** ` if IsProduction and not IsTest`; '' for no branches. */
export function renderWhen(when: readonly Branch[]): string {
  const written = [...new Set(describeBranches(when))];
  return written.length === 0 ? '' : ` if ${written.join(' and ')}`;
}

/** What makes and adds by itself in a template. */
export function frameworkOf({ dialect }: Template): string {
  switch (dialect) {
    case 'sam':
      return 'SAM';
    case 'serverless':
      return 'Serverless';
    case 'cloudformation':
    case 'policy':
      return 'the framework';
  }
}
