import { describe, expect, test } from 'vitest';
import { BROKEN } from '../cli/run.ts';
import { startClient } from './client.ts';

describe('a server that nobody asks', () => {
  test('reads the catalogue by itself', async () => {
    const read = new Promise<void>((resolve, reject) => {
      startClient({
        host: (host) => ({
          ...host,
          readCatalog(uri) {
            resolve();
            return host.readCatalog(uri);
          },
        }),
      }).catch(reject);
    });
    await read;
  });

  test('reads no file that no document names', async () => {
    const read: string[] = [];
    const client = await startClient({
      files: { 'node_modules/a/template.yaml': BROKEN, 'other/template.yaml': BROKEN },
      host: (host) => ({
        ...host,
        readFile(uri, root) {
          read.push(uri);
          return host.readFile(uri, root);
        },
      }),
    });
    await client.open('app/template.yaml', BROKEN);
    await client.findings('app/template.yaml');
    expect(read.sort()).toEqual([client.uri('app/leastwise.config.yaml'), client.uri('leastwise.config.yaml')]);
  });
});
