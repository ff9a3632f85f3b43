import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getHeapCodeStatistics } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { readPrivate, writePrivate } from './private-store.ts';

export interface CodeCacheOptions {
  /** Absolute path of a CommonJS module written as a function: `(function (exports, require, module) { … })`. */
  readonly file: string;
  /** What the module is run for: each use compiles other parts of it. */
  readonly use: string;
  /** Where compiled code is kept, if anywhere. */
  readonly folder: string | undefined;
}

/** A module that has been run. */
export interface CompiledModule {
  readonly exports: unknown;
  /** Keeps what the engine has compiled until now, where that is much more than was kept: that takes some 20 ms. */
  keep(): void;
}

/** Bytes before the code: a checksum of what follows, then how much bytecode the process had when it was kept. */
const HEAD = 8;

/** Code is kept again where a process has so much more of it: it ran another command, or read another language. */
const GROWTH = 1.125;

/**
 * Runs a module with what the engine compiled of it in earlier processes: a third of a short run is compiling.
 *
 * The engine takes no code of another version of itself, of other flags, or of a source of another length, and believes the rest. So code is
 * found by a checksum of its source, checked against its own (a disk may have been full), and read only where nobody else can have written it.
 * Whatever is wrong with it, the module runs as if nothing had been kept.
 */
export function runCompiled({ file, use, folder }: CodeCacheOptions): CompiledModule {
  const bytes = readFileSync(file);
  // Node before 20.15 has no such checksum: nothing is kept there.
  const place = folder === undefined || typeof crc32 !== 'function' ? undefined : { folder, name: nameOf(use, bytes) };
  const kept = place === undefined ? undefined : decode(readPrivate(place.folder, place.name));
  const script = new Script(bytes.toString(), { filename: file, ...(kept === undefined ? {} : { cachedData: kept.code }) });
  // Only its size is held on to.
  const enough = kept === undefined || script.cachedDataRejected !== false ? 0 : kept.size * GROWTH;
  const module: { exports: unknown } = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module);
  return {
    exports: module.exports,
    keep() {
      const size = getHeapCodeStatistics().bytecode_and_metadata_size;
      if (place !== undefined && size >= enough) writePrivate(place.folder, place.name, encode(size, script.createCachedData()));
    },
  };
}

interface Kept {
  /** Bytes of bytecode that the process had. */
  readonly size: number;
  readonly code: Buffer;
}

function nameOf(use: string, source: Buffer): string {
  return `${use}-${process.versions.v8}-${process.arch}-${crc32(source).toString(16)}`;
}

function encode(size: number, code: Buffer): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(HEAD), code]);
  encoded.writeUInt32LE(size, 4);
  encoded.writeUInt32LE(crc32(encoded.subarray(4)), 0);
  return encoded;
}

/** Nothing where it is not whole. */
function decode(encoded: Buffer | undefined): Kept | undefined {
  if (encoded === undefined || encoded.length <= HEAD || encoded.readUInt32LE(0) !== crc32(encoded.subarray(4))) return undefined;
  return { size: encoded.readUInt32LE(4), code: encoded.subarray(HEAD) };
}
