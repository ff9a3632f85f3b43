import module from 'node:module';

/**
 * Asks Node, from 22.1 on, to keep what it compiles from now on in its own folder for temporary files: a third of a short run is compiling.
 * Whoever sets `NODE_DISABLE_COMPILE_CACHE` refuses.
 */
export function keepCompiled(): void {
  const enable: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof enable === 'function') enable.call(module);
}
