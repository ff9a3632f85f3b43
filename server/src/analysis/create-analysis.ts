import { complete, documentCompletion } from '../features/completion/complete.ts';
import { hover } from '../features/hover.ts';
import type { FeatureRequest } from '../features/request.ts';
import { scaffolds } from '../features/scaffolds.ts';
import { renderRule } from '../lint/render-rule.ts';
import type { Finding } from '../lint/rule.ts';
import { withPolicyMemo } from '../policy/kernel.ts';
import { rules } from '../rules/index.ts';
import { recoverAtCursor } from '../syntax/cursor.ts';
import { languageOf } from '../template/language.ts';
import type { Analysis, AnalysisOptions, AppliedFixes } from './analysis.ts';
import type { Changes, CompletionList, Diagnosis } from './answers.ts';
import { DocumentCache, findFindings } from './cache.ts';
import { listCodeActions, resolveCodeAction } from './code-actions.ts';
import { toDiagnostic } from './diagnostics.ts';
import { lowerDocument } from './document.ts';
import type { FixRun } from './fix-all.ts';
import { chooseForFixAll, runFixes, runFixesOnce } from './fix-all.ts';

const NOTHING: CompletionList = { items: [], incomplete: false };

/** The facade over one catalogue and one snapshot of files; its caches live as long as it does. */
export function createAnalysis({ catalog: facts, files, configurationOf }: AnalysisOptions): Analysis {
  const catalog = withPolicyMemo(facts);
  const cache = new DocumentCache(catalog, files);

  function* diagnoseSteps(uri: string): Generator<void, Diagnosis> {
    const cached = cache.get(uri);
    yield;
    const configuration = configurationOf(uri);
    const findings = yield* findFindings(cached, rules, catalog, configuration);
    const { result } = cached;
    return {
      ours: result.kind === 'ours',
      diagnostics: result.kind === 'ours' ? findings.map((finding) => toDiagnostic(result, finding)) : [],
      reads: result.reads,
      wanted: result.wanted,
      key: `${catalog.date}\n${cached.key}\n${JSON.stringify(configuration.rules)}`,
    };
  }

  function findingsOf(uri: string): readonly Finding[] {
    return runToEnd(findFindings(cache.get(uri), rules, catalog, configurationOf(uri)));
  }

  function request(uri: string, offset: number): FeatureRequest | undefined {
    const { result } = cache.get(uri);
    if (result.kind === 'foreign' || result.parsed.tree === undefined) return undefined;
    const { template, policies, parsed } = result;
    return { catalog, template, policies, source: parsed.source, tree: result.parsed.tree, offset };
  }

  function applied(run: FixRun): AppliedFixes {
    return { fixed: run.fixed, changes: changesBetween(run, (uri) => textOf(uri)) };
  }

  function textOf(uri: string): string {
    const snapshot = files.read(uri);
    return snapshot.kind === 'text' ? snapshot.text : '';
  }

  const runOf = (uri: string) => ({ uri, catalog, rules, configuration: configurationOf(uri) });

  return {
    diagnoseSteps,
    diagnose: (uri) => runToEnd(diagnoseSteps(uri)),
    codeActions(uri, range) {
      const { result } = cache.get(uri);
      return result.kind === 'foreign' ? [] : listCodeActions(result, findingsOf(uri), range);
    },
    resolveCodeAction(data) {
      if (data.kind === 'fix-all')
        return { kind: 'changes', changes: applied(runFixes(runOf(data.uri), files, chooseForFixAll)).changes, confirm: false };
      const { result } = cache.get(data.uri);
      if (result.kind === 'foreign') return { kind: 'withdrawn', reason: 'the document has changed since the fix was offered' };
      return resolveCodeAction(result, findingsOf(data.uri), data, files, catalog);
    },
    fixAll: (uri) => applied(runFixes(runOf(uri), files, chooseForFixAll)),
    fixRule(uri, { rule, choice, within }) {
      const run = runFixesOnce(runOf(uri), files, (finding, { start }) => {
        const meant = finding.rule.id === rule && (within === undefined || (within.start <= start && start <= within.end));
        return meant ? finding.fixes[choice - 1] : undefined;
      });
      return { ...applied(run), withdrawn: run.withdrawn };
    },
    complete(uri, offset) {
      const snapshot = files.read(uri);
      if (snapshot.kind !== 'text') return NOTHING;
      const recovered = recoverAtCursor(uri, snapshot.text, languageOf(uri, snapshot.text, snapshot.languageId), offset);
      if (recovered.position === 'none' || recovered.parsed.tree === undefined) return NOTHING;
      const document = lowerDocument(recovered.parsed, files, catalog);
      if (document.kind === 'foreign') return NOTHING;
      const { template, policies, parsed } = document;
      const { prefix, replace, position, quote } = recovered;
      const { tree } = recovered.parsed;
      const { source } = parsed;
      return complete({
        catalog,
        template,
        policies,
        source,
        tree,
        offset: recovered.offset,
        text: snapshot.text,
        cursor: offset,
        prefix,
        replace,
        position,
        quote,
      });
    },
    resolveCompletion: (data) => documentCompletion(catalog, data),
    hover(uri, offset) {
      const asked = request(uri, offset);
      return asked === undefined ? undefined : hover(asked);
    },
    scaffolds(uri, offset) {
      const asked = request(uri, offset);
      return asked === undefined ? [] : scaffolds(asked);
    },
    rules: () => rules.map((rule) => ({ id: rule.id, summary: rule.summary, severity: rule.severity, markdown: renderRule(rule) })),
    forget: (uri) => cache.forget(uri),
  };
}

/** Runs the steps straight through. */
export function runToEnd<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** One change a document, cut to the stretch that differs. */
function changesBetween(run: FixRun, textOf: (uri: string) => string): Changes {
  const changes = new Map<string, readonly { start: number; end: number; text: string }[]>();
  for (const [uri, after] of run.texts) {
    const before = textOf(uri);
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    let tail = 0;
    while (
      tail < before.length - start &&
      tail < after.length - start &&
      before[before.length - 1 - tail] === after[after.length - 1 - tail]
    )
      tail++;
    if (before !== after) changes.set(uri, [{ start, end: before.length - tail, text: after.slice(start, after.length - tail) }]);
  }
  return changes;
}
