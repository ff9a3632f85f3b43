import { configDefaults, defineConfig } from 'vitest/config';
import { CountReporter } from './scripts/count-reporter.ts';
import { YAML_MODULE } from './scripts/yaml-module.ts';

const slow = { reference: 'test/**/*.reference.test.ts', long: 'test/**/*.long.test.ts' };
const properties = 'test/**/*.property.test.ts';

/** `vitest run` runs what needs nothing but the clone; `--mode reference` runs only comparisons, `--mode long` long runs and all properties on new samples. */
export default defineConfig(({ mode }) => {
  const only = mode === 'reference' ? [slow.reference] : mode === 'long' ? [slow.long, properties] : undefined;
  return {
    resolve: { alias: { yaml: YAML_MODULE } },
    test: {
      include: only ?? ['test/**/*.test.ts'],
      exclude: [...configDefaults.exclude, 'test/vscode/**', ...(only === undefined ? Object.values(slow) : [])],
      reporters: [new CountReporter()],
      globalSetup: ['test/global-setup.ts'],
      setupFiles: ['test/setup.ts'],
      // One process and few threads: each reads the catalogue and the modules once for all its files.
      isolate: false,
      maxWorkers: 2,
      pool: 'threads',
      // The first test of a run reads the catalogue, and the machine may be busy.
      testTimeout: 30_000,
    },
  };
});
