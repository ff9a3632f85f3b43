import * as vscode from 'vscode';
import type { DiagnosticProviderMiddleware, HandleDiagnosticsSignature, Middleware } from 'vscode-languageclient';

/**
 * Makes the rule of every finding a link to its page, in the Problems view and in hovers. Set here and not by the server: the page comes from the
 * extension, without a network, through a command that only this client has.
 */
export const ruleLinks: Pick<Middleware, 'handleDiagnostics'> & DiagnosticProviderMiddleware = {
  handleDiagnostics: (uri: vscode.Uri, diagnostics: vscode.Diagnostic[], next: HandleDiagnosticsSignature) => {
    diagnostics.forEach(linkRule);
    next(uri, diagnostics);
  },
  provideDiagnostics: async (document, previousResultId, token, next) => {
    const report = await next(document, previousResultId, token);
    if (report === undefined || report === null) return report;
    for (const own of [report, ...Object.values(report.relatedDocuments ?? {})]) if (own.kind === 'full') own.items.forEach(linkRule);
    return report;
  },
};

function linkRule(diagnostic: vscode.Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== 'string') return;
  const query = JSON.stringify([code]);
  diagnostic.code = { value: code, target: vscode.Uri.from({ scheme: 'command', path: 'leastwise.openRuleDocumentation', query }) };
}
