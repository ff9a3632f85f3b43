import type { Connection } from 'vscode-languageserver';
import type { Configuration } from '../lint/config.ts';
import { NO_CONFIGURATION, readPreset, readRules } from '../lint/config.ts';
import type { Client } from './client.ts';
import { isRecord } from './from-lsp.ts';

/**
 * The editor's `leastwise.*` settings for a folder, asked of the client, or `pushed` by one that cannot be asked. What is wrong with
 * them goes to the log.
 */
export async function loadSettings(connection: Connection, client: Client, pushed: unknown, root: string): Promise<Configuration> {
  const value: unknown = client.answersConfiguration ? await askSettings(connection, root) : pushed;
  if (!isRecord(value)) return NO_CONFIGURATION;
  const { RULE_IDS } = await import('./engine.ts');
  const problems: string[] = [];
  const rules = readRules(value.rules, RULE_IDS, problems);
  const preset = readPreset(value.preset, problems);
  for (const problem of problems) connection.console.warn(`Settings of leastwise: ${problem}`);
  return { rules, ignore: [], ...(preset === undefined ? {} : { preset }) };
}

async function askSettings(connection: Connection, root: string): Promise<unknown> {
  try {
    return await connection.workspace.getConfiguration({ scopeUri: root, section: 'leastwise' });
  } catch (error) {
    connection.console.warn(`The settings could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
