#!/usr/bin/env node
/** Loads the program `leastwise`: apart from it, so that what Node compiles of it can be kept. */
import { keepCompiled } from '../host/compile-cache.ts';

keepCompiled();
await import('./main.ts');
