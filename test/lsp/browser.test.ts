import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { MessageChannel } from 'node:worker_threads';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import type { DataCallback, Message } from 'vscode-languageserver/node';
import { AbstractMessageReader, AbstractMessageWriter, createProtocolConnection } from 'vscode-languageserver/node';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { createFolder } from '../cli/run.ts';
import { connectClient, FULL } from './client.ts';

class PortReader extends AbstractMessageReader {
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }

  listen(callback: DataCallback): { dispose(): void } {
    this.port.on('message', callback);
    return { dispose: () => void this.port.off('message', callback) };
  }
}

class PortWriter extends AbstractMessageWriter {
  private readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }

  write(message: Message): Promise<void> {
    this.port.postMessage(message);
    return Promise.resolve();
  }

  end(): void {}
}

test('the server for browsers reads every file through its client', async () => {
  const { outputFiles } = await build({
    entryPoints: ['server/src/lsp/browser.ts'],
    write: false,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
    logLevel: 'warning',
  });
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  // The bundle sees a port where a worker has its global scope.
  new Function('self', outputFiles[0]?.text ?? '')(port1);
  const connection = createProtocolConnection(new PortReader(port2), new PortWriter(port2));
  onTestFinished(() => connection.dispose());

  const folder = createFolder({});
  const asked: string[] = [];
  const files: Readonly<Record<string, string>> = {
    'https://example.com/catalog.txt': readFileSync(ensureCatalog(), 'latin1'),
    'statements.yml': "- Effect: Permit\n  Action: [sqs:SendMessage]\n  Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'\n",
  };
  connection.onRequest('leastwise/readFile', ({ uri }: { readonly uri: string }) => {
    asked.push(uri);
    const text = files[uri] ?? files[uri.slice(uri.lastIndexOf('/') + 1)];
    return text === undefined ? null : { text };
  });
  const client = await connectClient(connection, folder, {
    capabilities: { ...FULL, textDocument: { ...FULL.textDocument, diagnostic: { relatedDocumentSupport: true } } },
    initializationOptions: { catalogUri: 'https://example.com/catalog.txt' },
  });
  await client.open(
    'serverless.yml',
    'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: ${file(statements.yml)}\n',
  );
  const { relatedDocuments } = await client.pull('serverless.yml');
  expect(relatedDocuments?.[client.uri('statements.yml')]).toMatchObject({ items: [{ code: 'invalid-effect' }] });
  expect(asked).toEqual(['https://example.com/catalog.txt', client.uri('leastwise.config.yaml'), client.uri('statements.yml')]);
}, 60_000);
