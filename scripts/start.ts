import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pc from 'picocolors';
import { packageExtension } from './package.ts';
import { runCommand } from './process.ts';
import { readSteps } from './steps.ts';

const example = 'examples/image-resize';

/** Builds, packages and shows the main job: what is wrong with the example, what the fixes write, and how to see it in an editor. */
export async function main(): Promise<void> {
  const vsix = await packageExtension();
  runTool(process.cwd(), ['check', `${example}/template.yaml`]);
  showFixes();
  const rows = [
    ['In VS Code:', `code --install-extension ${vsix} && code ${example}/template.yaml`],
    ['In the browser:', 'npm run vscode'],
    ['On your own:', 'node dist/cli.js check path/to/template.yaml'],
  ] as const;
  print('', ...rows.map(([place, command]) => `${place.padEnd(16)}${pc.bold(command)}`), '');
}

/** Applies the steps of the example to a copy of it; each prints what it changes. Throws where they do not lead to what is expected. */
function showFixes(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'leastwise-start-'));
  try {
    cpSync(example, folder, { recursive: true });
    print('', pc.bold(`What the fixes of ${example}/steps.md write, on a copy:`));
    for (const { command } of readSteps(path.join(folder, 'steps.md'))) runTool(folder, command);
    const [fixed, expected] = ['template.yaml', 'expected.yaml'].map((name) => readFileSync(path.join(folder, name), 'utf8'));
    if (fixed !== expected) throw new Error(`the steps do not lead to ${example}/expected.yaml`);
    print('', `The copy is now the two-bucket policy of ${example}/expected.yaml; the example itself is as it was.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the built command line in a folder. It exits with 1 when it has found something, which is what the example is for. */
function runTool(folder: string, args: readonly string[]): void {
  print('', pc.bold(`$ leastwise ${args.join(' ')}`));
  runCommand(process.execPath, [path.resolve('dist/cli.js'), ...args], { accepted: [0, 1], folder });
}

function print(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
