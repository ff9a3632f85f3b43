import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** What only exists where somebody develops: addresses of package registries, folders of one machine, lock file entries that name a host. */
const machinePatterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a registry',
    /\bregistry\.(?:npmjs|yarnpkg)\b|\bnpm\.pkg\.github\b|\bartifactory\b|\bnexus\.|\/(?:npm|pypi)\/simple\b|\bregistry\s*=\s*https?:/i,
  ],
  ['a path of a machine', /(?<![\w.])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.]/],
];

const binary = /\.(?:png|gif|ico|woff2?|vsix)$/;
const self = 'test/architecture/text-files.test.ts';
const files = listFiles();

describe('tracked files', () => {
  test('are listed', () => {
    expect(files).toContain('package.json');
  });

  test.each(machinePatterns)('none names %s', (_what, pattern) => {
    const found = files.flatMap((file) => {
      const match = pattern.exec(readFileSync(file, 'utf8'));
      return match === null ? [] : [`${file}: ${match[0]}`];
    });
    expect(found).toEqual([]);
  });

  test('the lock file names no place to download from', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
  });

  test.each([
    ['a registry', 'https://registry.npmjs.org/yaml'],
    ['a registry', 'registry=http://10.0.0.1/'],
    ['a path of a machine', 'see /home/ann/project'],
    ['a path of a machine', '"/root/.cache"'],
  ])('%s is recognised', (what, text) => {
    expect(machinePatterns.find(([name]) => name === what)?.[1].test(text)).toBe(true);
  });
});

/** The text files that are tracked or would be; a folder without git has none to check. */
function listFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { encoding: 'utf8' }).split('\0');
  return listed.filter((file) => file !== '' && file !== self && !binary.test(file) && existsSync(file));
}
