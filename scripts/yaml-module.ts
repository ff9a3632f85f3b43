import path from 'node:path';

/**
 * The ES modules of `yaml`, which everything here is built from and tested with. Its build for Node is the same code but for reading an environment
 * variable at every token, which costs an eighth of a parse there, and cannot be cut down to what is used.
 */
export const YAML_MODULE = path.resolve('node_modules/yaml/browser/dist/index.js');
