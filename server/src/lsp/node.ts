/** The server as a process. */
import type { Place } from '../host/load-program.ts';
import { catalogPathsFor, createNodeHost } from '../host/node.ts';
import { serve } from './serve.ts';

/** Serves whoever has started this process. */
export async function run({ folder, keepCompiled }: Place): Promise<void> {
  serve(process.argv, createNodeHost(catalogPathsFor(folder)), keepCompiled);
}
