// Installs Debian's packages, where this is Debian and its root.
import { existsSync } from 'node:fs';
import { run } from './install.mjs';

const mayInstall = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Tries to install packages; does nothing where it can't. @param flags of apt-get install, `--no-install-recommends` for one */
export function installFromDebian(packages, ...flags) {
  if (!mayInstall()) return;
  console.log(`Installing ${packages.join(', ')} …`);
  const environment = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  run('apt-get', ['update', '-qq'], environment);
  run('apt-get', ['install', '-y', '-qq', ...flags, ...packages], environment);
}
