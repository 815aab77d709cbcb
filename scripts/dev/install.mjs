// Installs what a fresh clone lacks: the packages of the lock file. Node's own modules only, since nothing else is there yet.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command in the project's folder with its output shown. @returns its exit status, 127 where it cannot be run */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  return result.status ?? 127;
}

/** The path of a package's command, run without npx so that nothing is ever fetched by surprise. */
export const bin = (name) => `${root}/node_modules/.bin/${name}`;

/** Installs the packages where they are missing or older than the lock file; ends the process where that fails. */
export function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`DDPM Lab needs Node 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const marker = `${root}/node_modules/.package-lock.json`;
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${root}/package-lock.json`).mtimeMs) return;
  if (existsSync(marker) && run('npm', ['ls', '--all', '--silent'], { stdio: 'ignore' }) === 0) return;
  console.log('Installing packages …');
  const status = run('npm', ['ci', '--no-audit', '--no-fund']);
  if (status !== 0) {
    console.error('The packages could not be installed. Is the network there? Run "npm ci" to see more.');
    process.exit(status);
  }
}
