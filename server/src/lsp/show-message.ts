import type { Connection } from 'vscode-languageserver';
import { MessageType, ShowMessageNotification } from 'vscode-languageserver';

/** Tells the user something; nothing is asked, so no client has to answer. */
export async function showMessage(connection: Connection, kind: 'error' | 'information', message: string): Promise<void> {
  await connection.sendNotification(ShowMessageNotification.type, {
    type: kind === 'error' ? MessageType.Error : MessageType.Info,
    message,
  });
}
