/** Installs Debian's PyTorch for the tests of exported code where `INSTALL_PYTORCH=1` asks for it: once, before all test files. */
import { installFromDebian } from '../../../scripts/dev/debian.mjs';
import { pythonWith } from './python';

export default function install(): void {
  if (process.env.INSTALL_PYTORCH && !pythonWith('torch', 'numpy'))
    installFromDebian(['python3-torch', 'python3-numpy'], '--no-install-recommends');
}
