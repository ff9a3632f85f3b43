import fc from 'fast-check';
import { setEngineUp } from '../server/src/host/engine-settings.ts';

// As every program of ours does at its start.
setEngineUp();

/** Samples are the same in every run, so that a failure speaks of the change; `npm run test:long` (`--mode long`) takes new ones. */
if (process.env.MODE !== 'long') fc.configureGlobal({ seed: 20261122 });

// What is compiled in a test is kept nowhere: programs that tests start inherit this.
process.env.NODE_DISABLE_COMPILE_CACHE = '1';
