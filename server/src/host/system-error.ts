const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a loop of symbolic links',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** The code of a system error (`ENOENT`), where it is one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What a person calls it. */
export function describeSystemError(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return SENTENCES[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}
