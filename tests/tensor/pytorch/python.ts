/** A Python with PyTorch, for the tests of exported code; there may be none. */
import { spawnSync } from 'node:child_process';

const CANDIDATES = [process.env.PYTHON, '/usr/bin/python3', 'python3'].filter((path) => path !== undefined);

/** The first Python that imports the modules, or null. `PYTHON` names one. */
export function pythonWith(...modules: readonly string[]): string | null {
  const code = modules.map((name) => `import ${name}`).join('; ');
  return CANDIDATES.find((path) => spawnSync(path, ['-c', code]).status === 0) ?? null;
}
