import path from 'node:path';
import { packageExtension } from './package.ts';
import { startHost, workbenchUrl } from './vscode/host.ts';
import { installVsCode, newest, oldest } from './vscode/install.ts';

const help = `npm run vscode [-- --newest] [-- --port N]
Starts a real VS Code in the browser, on 127.0.0.1, with Leastwise installed and examples/ open. Linux x64 only; elsewhere
install the .vsix of \`npm run package\` into your own VS Code.
`;

/** Packages the extension, starts VS Code with it, prints the address and serves until interrupted. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const installation = await installVsCode(args.includes('--newest') ? newest : oldest);
  const vsix = await packageExtension();
  const port = args.includes('--port') ? Number(args[args.indexOf('--port') + 1]) : 0;
  const host = await startHost(installation, { vsix: [vsix], port });
  process.stdout.write(
    `\nVS Code ${installation.release.vscode} with Leastwise: ${workbenchUrl(host.base, path.resolve('examples'))}\nCtrl+C ends it.\n`,
  );
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await host.stop();
  return 0;
}
