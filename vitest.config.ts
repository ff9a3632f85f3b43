import { configDefaults, defineConfig } from 'vitest/config';
import { CountReporter } from './scripts/count-reporter.ts';
import { YAML_MODULE } from './scripts/yaml-module.ts';

const slow = { reference: 'test/**/*.reference.test.ts', long: 'test/**/*.long.test.ts' };

/** `vitest run` runs what needs nothing but the clone; `--mode reference` and `--mode long` run only theirs. */
export default defineConfig(({ mode }) => {
  const only = mode === 'reference' ? slow.reference : mode === 'long' ? slow.long : undefined;
  return {
    resolve: { alias: { yaml: YAML_MODULE } },
    test: {
      include: [only ?? 'test/**/*.test.ts'],
      exclude: [...configDefaults.exclude, 'test/vscode/**', ...(only === undefined ? Object.values(slow) : [])],
      reporters: [new CountReporter()],
      globalSetup: ['test/global-setup.ts'],
      isolate: false,
      fileParallelism: false,
      pool: 'threads',
    },
  };
});
