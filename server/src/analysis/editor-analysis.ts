import type { AccessRequest } from '../features/code-lens.ts';
import { codeLensSteps } from '../features/code-lens.ts';
import { findDefinition } from '../features/definition.ts';
import { findInlayHints } from '../features/inlay-hints.ts';
import { permissionsOf, principalSteps } from '../features/permissions-tree.ts';
import { findReferences } from '../features/references.ts';
import { prepareRename, rename } from '../features/rename.ts';
import type { FeatureRequest } from '../features/request.ts';
import { findSymbols } from '../features/symbols.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Range } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Place } from './answers.ts';
import type { DocumentCache } from './cache.ts';
import { toChanges } from './code-actions.ts';
import { placeOf } from './diagnostics.ts';
import type { Document, DocumentResult } from './document.ts';
import type { EditorAnalysis } from './editor-answers.ts';
import { requestIn } from './feature-request.ts';

/** What only an editor shows, of the documents of a facade. */
export function createEditorAnalysis(catalog: KernelCatalog, cache: DocumentCache): EditorAnalysis {
  /** What `answer` says of an offset; `nothing` for a document that is none of ours, and in a text that it does not read. */
  function at<T>(uri: string, offset: number, through: string, nothing: T, answer: (request: FeatureRequest, document: Document) => T): T {
    const { result } = cache.get(through);
    const request = result.kind === 'foreign' ? undefined : requestIn(catalog, result, uri, offset);
    return result.kind === 'foreign' || request === undefined ? nothing : answer(request, result);
  }

  // Named one by one: a copy of a document has no grants, which are found by a getter of its class.
  const accessIn = ({ template, grants, boundaries }: Document): AccessRequest => ({ catalog, template, grants, boundaries });

  return {
    *codeLensSteps(uri, through = uri) {
      const own = textIn((yield* cache.steps(through)).result, uri);
      return own === undefined ? [] : yield* codeLensSteps(accessIn(own.document), own.source);
    },
    inlayHints(uri, range, through = uri) {
      const own = textIn(cache.get(through).result, uri);
      return own === undefined ? [] : findInlayHints(catalog, own.document.policies, own.source, range);
    },
    symbols(uri, through = uri) {
      const own = textIn(cache.get(through).result, uri);
      if (own === undefined) return [];
      const { template, policies, grants } = own.document;
      return findSymbols({ catalog, template, policies, principals: grants.principals, source: own.source });
    },
    definition: (uri, offset, through = uri) =>
      at(uri, offset, through, [], (request, document) => placesOf(document, findDefinition(request))),
    references: (uri, offset, includeDeclaration, through = uri) =>
      at(uri, offset, through, [], (request, document) => placesOf(document, findReferences(request, includeDeclaration))),
    prepareRename: (uri, offset, through = uri) =>
      at(uri, offset, through, undefined, (request, document) => {
        const prepared = prepareRename(request);
        if (prepared?.kind !== 'renamable') return prepared;
        return { kind: 'renamable', place: placeOf(document, prepared), name: prepared.name };
      }),
    rename: (uri, offset, to, through = uri) =>
      at(uri, offset, through, undefined, (request, document) => {
        const renamed = rename(request, to);
        return renamed?.kind === 'renamed' ? { kind: 'changes', changes: toChanges(document, renamed.edits) } : renamed;
      }),
    *permissionRootsSteps(uri) {
      const { result } = yield* cache.steps(uri);
      return result.kind === 'foreign' ? undefined : yield* principalSteps(accessIn(result));
    },
    permissionsOf(uri, principal) {
      const { result } = cache.get(uri);
      return result.kind === 'foreign' ? [] : permissionsOf(accessIn(result), principal);
    },
  };
}

/** A text that a document is made of: its own, or that of a file it names. */
function textIn(document: DocumentResult, uri: string): { readonly document: Document; readonly source: Source } | undefined {
  const source = document.kind === 'foreign' ? undefined : document.template.sources.get(uri);
  return document.kind === 'foreign' || source === undefined ? undefined : { document, source };
}

function placesOf(document: Document, ranges: readonly Range[]): readonly Place[] {
  return ranges.map((range) => placeOf(document, { range }));
}
