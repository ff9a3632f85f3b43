import { packageExtension } from './package.ts';
import { runCommand } from './process.ts';

const example = 'examples/image-resize/template.yaml';

/** Builds, packages and shows the main job: what is wrong with the example, what the fixes would write, and how to see it in an editor. */
export async function main(): Promise<void> {
  const vsix = await packageExtension();
  runTool('check', example);
  runTool('fix', '--dry-run', '--rule', 'wildcard-action', '--choose', '1', example);
  runTool('fix', '--dry-run', '--rule', 'wildcard-resource', '--choose', '1', example);
  process.stdout.write(
    [
      '',
      `In VS Code:      code --install-extension ${vsix} && code ${example}`,
      'In the browser:  npm run vscode',
      'On your own:     node dist/cli.js check path/to/template.yaml',
      '',
    ].join('\n'),
  );
}

/** Runs the built command line. It exits with 1 when it has found something, which is what the example is for. */
function runTool(...args: readonly string[]): void {
  process.stdout.write(`\n$ leastwise ${args.join(' ')}\n\n`);
  runCommand(process.execPath, ['dist/cli.js', ...args], [0, 1]);
}
