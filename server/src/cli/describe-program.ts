import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A hash of the programs in a folder and of the catalogue: two versions under one number, as a developer has them, differ. */
export async function describeProgram(folder: string, catalog: SharedArrayBuffer): Promise<string> {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256').update(process.version);
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort())
    hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.update(Buffer.from(catalog)).digest('base64url');
}
