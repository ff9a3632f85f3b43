/** Where `--cache` keeps what it knows, in the current folder. */
export const DEFAULT_CACHE_FILE = '.leastwisecache';
