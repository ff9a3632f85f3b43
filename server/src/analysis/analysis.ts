/**
 * The facade: synchronous, plain data in, plain data out, offsets, never throws on user text. Everything an editor or a pipeline
 * shows comes from here.
 */
import type { Catalog } from '../catalog/catalog.ts';
import type { Configuration } from '../lint/config.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { Files } from '../template/files.ts';
import type { Access, AccessRequestOptions } from './access-answers.ts';
import type { Changes, CodeAction, CodeActionData, CompletionList, Diagnosis, Hover, ResolvedCodeAction, Scaffold } from './answers.ts';
import type { EditorAnalysis } from './editor-answers.ts';
import type { PermissionChanges } from './permission-changes-answers.ts';
import type { Permissions } from './permissions-answers.ts';

export interface AnalysisOptions {
  readonly catalog: Catalog;
  /** The snapshot of all documents, open ones first; read at every call. */
  readonly files: Files;
  /** The configuration that applies to a document. */
  configurationOf(uri: string): Configuration;
}

export interface AppliedFixes {
  readonly changes: Changes;
  /** How many findings were fixed. */
  readonly fixed: number;
}

export interface FixChoice {
  readonly rule: string;
  /** Which of the offered fixes, from 1. */
  readonly choice: number;
  /** Only findings that start here: a line. */
  readonly within?: OffsetRange;
}

export interface Analysis extends EditorAnalysis {
  /** Findings of a document, in steps: a caller may yield to other work between two steps, or drop the rest. */
  diagnoseSteps(uri: string): Generator<void, Diagnosis>;
  diagnose(uri: string): Diagnosis;
  /**
   * Quick-fixes of the findings that touch `range`, suppressions, and fix-all; titles only. `through` is the document to analyse: `uri`
   * itself unless said otherwise, or one that names `uri` as a fragment; so for `complete` and `hover`.
   */
  codeActions(uri: string, range: OffsetRange, through?: string): readonly CodeAction[];
  /** The edits; those of a fix after the kernel has proved its claim on this document. */
  resolveCodeAction(data: CodeActionData): ResolvedCodeAction;
  /** What the fixes for fix-all (preferred, `equal` or `repairs`) make of the document and its fragments, applied until none is left. */
  fixAll(uri: string): AppliedFixes;
  /** What one fix to each finding of a rule makes of them, applied once; `withdrawn`: titles of those that were not proved. */
  fixRule(uri: string, choice: FixChoice): AppliedFixes & { readonly withdrawn: readonly string[] };
  complete(uri: string, offset: number, through?: string): CompletionList;
  /** Markdown documentation of a completion item's `data`. */
  resolveCompletion(data: string): string | undefined;
  hover(uri: string, offset: number, through?: string): Hover | undefined;
  /** Who may do what: every function, state machine and role with its effective permissions. */
  permissions(uri: string): Permissions;
  /** Whether principals of the document may do something; all that it names is loaded. */
  access(uri: string, options: AccessRequestOptions): Access;
  /** What is gained and lost from another version of the document; all that both name is loaded. */
  permissionChanges(uri: string, before: { readonly uri: string; readonly files: Files }): PermissionChanges;
  scaffolds(uri: string, offset: number): readonly Scaffold[];
  /** Forgets what it knows of a document that was closed. */
  forget(uri: string): void;
}
