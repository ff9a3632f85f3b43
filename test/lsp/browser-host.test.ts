import { describe, expect, test } from 'vitest';
import { createBrowserHost, READ_FILE_REQUEST } from '../../server/src/host/browser.ts';

function hostOf(files: Readonly<Record<string, unknown>>): { asked: string[]; host: ReturnType<typeof createBrowserHost> } {
  const asked: string[] = [];
  const host = createBrowserHost({
    sendRequest: (method, { uri }) => {
      expect(method).toBe(READ_FILE_REQUEST);
      asked.push(uri);
      const answer = files[uri];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null);
    },
  });
  return { asked, host };
}

describe('a server without file access', () => {
  test('asks its client', async () => {
    const { host } = hostOf({ 'vscode-vfs://github/a/t.yaml': { text: 'a: 1' }, 'vscode-vfs://github/a/x.yaml': new Error('offline') });
    const root = 'vscode-vfs://github/a';
    expect(await host.readFile('vscode-vfs://github/a/t.yaml', root)).toEqual({ kind: 'text', text: 'a: 1', bom: false, lossy: false });
    expect(await host.readFile('vscode-vfs://github/a/gone.yaml', root)).toEqual({ kind: 'missing' });
    expect(await host.readFile('vscode-vfs://github/a/x.yaml', root)).toEqual({
      kind: 'unusable',
      cause: 'access',
      reason: 'cannot be read: offline',
    });
  });

  test('asks for nothing outside of the folder', async () => {
    const { asked, host } = hostOf({});
    expect(await host.readFile('vscode-vfs://github/ab/t.yaml', 'vscode-vfs://github/a')).toEqual({ kind: 'outside' });
    expect(asked).toEqual([]);
  });

  test('reads the catalogue where the client says it is', async () => {
    const { host } = hostOf({ 'https://example.com/catalog.txt': { text: 'catalogue' }, 'https://example.com/odd': { bytes: 1 } });
    expect(await host.readCatalog('https://example.com/catalog.txt')).toBe('catalogue');
    await expect(host.readCatalog('https://example.com/odd')).rejects.toThrow('the catalogue is missing');
    await expect(host.readCatalog()).rejects.toThrow('the client does not say where it is');
  });
});
