import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openText } from './support.ts';

const commands = ['fixAll', 'scaffoldRole', 'showPermissions', 'openRuleDocumentation', 'restartServer', 'showOutput'];

describe('activation', () => {
  it('happens with the first YAML document', async () => {
    const extension = vscode.extensions.getExtension('leastwise.leastwise');
    assert(extension);
    await openText('yaml', 'Resources: {}\n');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of the manifest', async () => {
    const registered = await vscode.commands.getCommands(true);
    for (const command of commands) assert(registered.includes(`leastwise.${command}`), command);
  });

  it('contributes no language', () => {
    const manifest: unknown = vscode.extensions.getExtension('leastwise.leastwise')?.packageJSON;
    assert(typeof manifest === 'object' && manifest !== null && 'contributes' in manifest);
    assert(typeof manifest.contributes === 'object' && manifest.contributes !== null);
    assert.equal('languages' in manifest.contributes, false);
  });
});
