import { complete, documentCompletion } from '../features/completion/complete.ts';
import { hover } from '../features/hover.ts';
import type { FeatureRequest } from '../features/request.ts';
import { scaffolds } from '../features/scaffolds.ts';
import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { boundarySettings, levelsKey } from '../lint/config.ts';
import type { Found } from '../lint/found.ts';
import { findFixes } from '../lint/found.ts';
import { withPolicyMemo } from '../policy/kernel.ts';
import { rules } from '../rules/index.ts';
import { recoverAtCursor } from '../syntax/cursor.ts';
import type { Parsed } from '../syntax/source.ts';
import { languageOf } from '../template/language.ts';
import { askAccess } from './access.ts';
import type { Analysis, AnalysisOptions, AppliedFixes } from './analysis.ts';
import type { CompletionList, Diagnosis, Diagnostic, TextChange } from './answers.ts';
import { contextOf, DocumentCache, findFindings } from './cache.ts';
import { findChanges } from './changes.ts';
import { listCodeActions, resolveCodeAction } from './code-actions.ts';
import type { FixesOf } from './diagnostics.ts';
import { toDiagnostics } from './diagnostics.ts';
import type { Document, DocumentResult } from './document.ts';
import { lowerDocument, readDocument } from './document.ts';
import { createEditorAnalysis } from './editor-analysis.ts';
import { requestIn } from './feature-request.ts';
import type { FixRun } from './fix-all.ts';
import { chooseForFixAll, runFixes, runFixesOnce } from './fix-all.ts';
import { findPermissionChanges } from './permission-changes.ts';
import { listPermissions } from './permissions.ts';
import { runToEnd } from './steps.ts';

const NOTHING: CompletionList = { items: [], incomplete: false };

/** The facade over one catalogue and one snapshot of files; its caches live as long as it does. */
export function createAnalysis({ catalog: facts, files, configurationOf }: AnalysisOptions): Analysis {
  const catalog = withPolicyMemo(facts);
  const boundariesOf = (uri: string): BoundarySettings => boundarySettings(configurationOf(uri));
  const cache = new DocumentCache(catalog, files, boundariesOf);

  function* diagnoseSteps(uri: string): Generator<void, Diagnosis> {
    const cached = yield* cache.steps(uri);
    yield;
    const configuration = configurationOf(uri);
    const findings = yield* findFindings(cached, rules, catalog, configuration);
    const { result } = cached;
    return {
      ours: result.kind === 'ours',
      diagnostics: result.kind === 'ours' ? diagnosticsOf(result, findings) : [],
      reads: result.reads,
      wanted: result.wanted,
      key: `${catalog.date}\n${cached.key}\n${levelsKey(configuration)}`,
    };
  }

  function diagnosticsOf(document: Document, findings: readonly Found[]): readonly Diagnostic[] {
    return toDiagnostics(document, findings, fixesIn(document));
  }

  function fixesIn(document: Document): FixesOf {
    return findFixes(contextOf(document, catalog));
  }

  function findingsOf(uri: string): readonly Found[] {
    return runToEnd(findFindings(cache.get(uri), rules, catalog, configurationOf(uri)));
  }

  function request(uri: string, offset: number, through: string): FeatureRequest | undefined {
    const { result } = cache.get(through);
    return result.kind === 'foreign' ? undefined : requestIn(catalog, result, uri, offset);
  }

  /** The document with `fragment`, its own text or that of a file it names, as recovered at the cursor. */
  function lowerAround(fragment: Parsed, through: string): DocumentResult {
    const { uri } = fragment.source;
    if (through === uri) {
      const around = lowerDocument(fragment, files, catalog, { memory: cache.parsed(uri).memory, boundaries: boundariesOf(uri) });
      if (around.kind === 'ours') cache.leave(uri, around);
      return around;
    }
    const { result } = cache.get(through);
    if (result.kind === 'foreign') return result;
    const { parsed, memory, boundaries } = result;
    return lowerDocument(parsed, files, catalog, { memory, boundaries, fragments: new Map([[uri, fragment]]) });
  }

  function applied({ fixed, texts }: FixRun): AppliedFixes {
    const changes = new Map<string, readonly TextChange[]>();
    for (const [uri, after] of texts) {
      const found = findChanges(textOf(uri), after);
      if (found.length > 0) changes.set(uri, found);
    }
    return { fixed, changes };
  }

  function textOf(uri: string): string {
    const snapshot = files.read(uri);
    return snapshot.kind === 'text' ? snapshot.text : '';
  }

  const runOf = (uri: string) => ({ uri, catalog, rules, configuration: configurationOf(uri) });

  return {
    diagnoseSteps,
    diagnose: (uri) => runToEnd(diagnoseSteps(uri)),
    codeActions(uri, range, through = uri) {
      const { result } = cache.get(through);
      return result.kind === 'foreign' ? [] : listCodeActions(result, findingsOf(through), { uri, ...range }, fixesIn(result));
    },
    resolveCodeAction(data) {
      if (data.kind === 'fix-all') {
        const run = runFixes(runOf(data.uri), files, (finding, { uri }) => (uri === data.place ? chooseForFixAll(finding) : undefined));
        return { kind: 'changes', changes: applied(run).changes, confirm: false };
      }
      const { result } = cache.get(data.uri);
      if (result.kind === 'foreign') return { kind: 'withdrawn', reason: 'the document has changed since the fix was offered' };
      return resolveCodeAction(result, findingsOf(data.uri), data, fixesIn(result), files, catalog);
    },
    fixAll: (uri) => applied(runFixes(runOf(uri), files, chooseForFixAll)),
    fixRule(uri, { rule, choice, within }) {
      const run = runFixesOnce(runOf(uri), files, (finding, place) => {
        const isHere = within === undefined || (place.uri === uri && within.start <= place.start && place.start <= within.end);
        return isHere && finding.rule.id === rule ? finding.fixes[choice - 1] : undefined;
      });
      return { ...applied(run), withdrawn: run.withdrawn };
    },
    complete(uri, offset, through = uri) {
      const snapshot = files.read(uri);
      if (snapshot.kind !== 'text') return NOTHING;
      const language = languageOf(uri, snapshot.text, snapshot.languageId);
      const recovered = recoverAtCursor(uri, snapshot.text, language, offset, cache.parsed(uri).parsed);
      if (recovered.position === 'none') return NOTHING;
      const document = lowerAround(recovered.parsed, through);
      const asked = document.kind === 'foreign' ? undefined : requestIn(catalog, document, uri, recovered.offset);
      if (asked === undefined) return NOTHING;
      const { prefix, replace, position, quote } = recovered;
      return complete({ ...asked, text: snapshot.text, cursor: offset, prefix, replace, position, quote });
    },
    resolveCompletion: (data) => documentCompletion(catalog, data),
    hover(uri, offset, through = uri) {
      const asked = request(uri, offset, through);
      return asked === undefined ? undefined : hover(asked);
    },
    permissions: (uri) => listPermissions(catalog, cache.get(uri).result),
    access(uri, options) {
      const { result } = cache.get(uri);
      return result.kind === 'foreign' ? { kind: 'answers', answers: [], notes: [] } : askAccess(catalog, result, options);
    },
    permissionChanges(uri, before) {
      const [old, now] = [readDocument(before.uri, before.files, catalog), cache.get(uri).result];
      if (old.kind === 'foreign' || now.kind === 'foreign') return { gained: false, lost: false, principals: [], resources: [] };
      return findPermissionChanges(catalog, old, now);
    },
    scaffolds(uri, offset) {
      const asked = request(uri, offset, uri);
      return asked === undefined ? [] : scaffolds(asked);
    },
    ...createEditorAnalysis(catalog, cache),
    forget: (uri) => cache.forget(uri),
  };
}
