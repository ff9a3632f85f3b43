import { describe, expect, test } from 'vitest';
import { findCycles, findViolations, layers } from './imports.ts';
import { readSources } from './sources.ts';

const files = readSources('server/src', 'client/src');

describe('imports', () => {
  test('are read', () => {
    expect(files.length).toBeGreaterThan(layers.length);
    expect(files.some((file) => file.imports.length > 0)).toBe(true);
  });

  test('run one way', () => {
    expect(files.flatMap(findViolations)).toEqual([]);
  });

  test('make no circle', () => {
    expect(findCycles(files)).toEqual([]);
  });
});

describe('the check itself', () => {
  const of = (file: string, ...imports: readonly string[]): readonly string[] => findViolations({ file, imports });

  test('names what goes against the direction', () => {
    expect(of('server/src/rules/x.ts', 'vscode-languageserver')).toEqual(['rules/x.ts → vscode-languageserver']);
    expect(of('server/src/rules/x.ts', 'server/src/features/hover.ts')).toEqual(['rules/x.ts → features/hover.ts']);
    expect(of('server/src/lint/engine.ts', 'server/src/rules/index.ts')).toEqual(['lint/engine.ts → rules/index.ts']);
    expect(of('server/src/analysis/analysis.ts', 'server/src/host/node.ts')).toEqual(['analysis/analysis.ts → host/node.ts']);
    expect(of('server/src/policy/arn.ts', 'node:fs')).toEqual(['policy/arn.ts → node:fs']);
    expect(of('server/src/lsp/browser.ts', 'node:path')).toEqual(['lsp/browser.ts → node:path']);
    expect(of('server/src/lsp/session.ts', 'server/src/cli/main.ts')).toEqual(['lsp/session.ts → cli/main.ts']);
    expect(of('server/src/lsp/session.ts', 'vscode')).toEqual(['lsp/session.ts → vscode']);
    expect(of('client/src/session.ts', 'server/src/analysis/analysis.ts')).toEqual(['client/session.ts → analysis/analysis.ts']);
    expect(of('server/src/edit/print.ts', 'commander')).toEqual(['edit/print.ts → commander']);
    expect(of('server/src/elsewhere/x.ts')).toEqual(['elsewhere/x.ts → no layer']);
  });

  test('lets through what runs with it', () => {
    expect(
      of('server/src/lsp/node.ts', 'node:fs', 'vscode-languageserver/node', 'server/src/host/node.ts', 'server/src/lsp/server.ts'),
    ).toEqual([]);
    expect(of('server/src/syntax/yaml.ts', 'yaml', 'server/src/syntax/node.ts')).toEqual([]);
    expect(of('client/src/session.ts', 'vscode', 'vscode-languageclient/node')).toEqual([]);
  });

  test('finds a circle, and says it once', () => {
    const circle = [
      { file: 'server/src/edit/a.ts', imports: ['server/src/edit/b.ts'] },
      { file: 'server/src/edit/b.ts', imports: ['server/src/edit/c.ts'] },
      { file: 'server/src/edit/c.ts', imports: ['server/src/edit/a.ts', 'yaml'] },
    ];
    expect(findCycles(circle)).toEqual(['edit/a.ts → edit/b.ts → edit/c.ts → edit/a.ts']);
    expect(findCycles(circle.slice(0, 2))).toEqual([]);
  });
});
