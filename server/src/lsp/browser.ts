/** The server as a web worker; its client answers `leastwise/readFile` and names the catalogue in `initializationOptions.catalogUri`. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { createBrowserHost } from '../host/browser.ts';
import { createServer } from './server.ts';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self));

createServer(connection, createBrowserHost(connection));
