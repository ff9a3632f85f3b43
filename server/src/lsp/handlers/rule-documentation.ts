import { RequestType } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { cancelled } from '../context.ts';

export interface RuleDocumentationParams {
  readonly rule: string;
}

export interface RuleDocumentationAnswer {
  readonly id: string;
  /** Markdown. */
  readonly markdown: string;
}

const RULE_DOCUMENTATION = new RequestType<RuleDocumentationParams, RuleDocumentationAnswer | null, void>('leastwise/ruleDocumentation');

/** `leastwise/ruleDocumentation`: the page of a rule; `null` for a rule there is not. */
export function registerRuleDocumentation({ connection }: ServerContext): void {
  connection.onRequest(RULE_DOCUMENTATION, async ({ rule }, token) => {
    const { documentRules } = await import('../engine.ts');
    if (token.isCancellationRequested) return cancelled();
    const documentation = documentRules().find(({ id }) => id === rule);
    return documentation === undefined ? null : { id: rule, markdown: documentation.markdown };
  });
}
