import type { Connection } from 'vscode-languageserver';
import type { Configuration } from '../lint/config.ts';
import { NO_CONFIGURATION, readPreset, readRules } from '../lint/config.ts';
import type { Client } from './client.ts';
import { isRecord } from './from-lsp.ts';

/** What an editor says in its settings. */
export interface EditorSettings {
  readonly configuration: Configuration;
  /** `auto`: but for those that would crowd what is written. */
  readonly inlayHints: 'auto' | 'on' | 'off';
}

export const NO_SETTINGS: EditorSettings = { configuration: NO_CONFIGURATION, inlayHints: 'auto' };

/**
 * The editor's `leastwise.*` settings for a folder, asked of the client, or `pushed` by one that cannot be asked. What is wrong with
 * them goes to the log.
 */
export async function loadSettings(connection: Connection, client: Client, pushed: unknown, root: string): Promise<EditorSettings> {
  const value: unknown = client.answersConfiguration ? await askSettings(connection, root) : pushed;
  if (!isRecord(value)) return NO_SETTINGS;
  const { RULE_IDS } = await import('./engine.ts');
  const problems: string[] = [];
  const rules = readRules(value.rules, RULE_IDS, problems);
  const preset = readPreset(value.preset, problems);
  for (const problem of problems) connection.console.warn(`Settings of leastwise: ${problem}`);
  const configuration: Configuration = { rules, ignore: [], ...(preset === undefined ? {} : { preset }) };
  return { configuration, inlayHints: readInlayHints(value.inlayHints) };
}

function readInlayHints(value: unknown): EditorSettings['inlayHints'] {
  return value === 'on' || value === 'off' ? value : 'auto';
}

async function askSettings(connection: Connection, root: string): Promise<unknown> {
  try {
    return await connection.workspace.getConfiguration({ scopeUri: root, section: 'leastwise' });
  } catch (error) {
    connection.console.warn(`The settings could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
