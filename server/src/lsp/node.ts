/** The server as a process. It is loaded apart from this entry, so that what Node compiles of it can be kept. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepCompiled } from '../host/compile-cache.ts';
import { catalogPathsFor, createNodeHost } from '../host/node.ts';

keepCompiled();
const { serve } = await import('./serve.ts');
serve(process.argv, createNodeHost(catalogPathsFor(path.dirname(fileURLToPath(import.meta.url)))));
