/**
 * Takes the source text of what each formula of the page is computed by, with its file and line, from the code itself. Writes
 * src/ui/formulas/code.generated.ts; run it after a change of one of these functions or of the lines above it:
 * `node scripts/docs/codeLines.mjs && npx biome format --write src/ui/formulas/code.generated.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where each is: the file, and the names that lead to it, the outermost first. */
export const PLACES = {
  posterior: ['src/diffusion/posterior.ts', 'qPosterior'],
  closedForm: ['src/diffusion/forward.ts', 'qSample'],
  chainStep: ['src/diffusion/forward.ts', 'forwardStep'],
  exactEps: ['src/diffusion/exact/mixture.ts', 'exactMixture', 'eps'],
  squaredError: ['src/kernels/squaredError/reference.ts', 'squaredErrorReference'],
  targetEps: ['src/diffusion/prediction.ts', 'PREDICTIONS', 'eps', 'target'],
  targetX0: ['src/diffusion/prediction.ts', 'PREDICTIONS', 'x0', 'target'],
  targetV: ['src/diffusion/prediction.ts', 'PREDICTIONS', 'v', 'target'],
  targetVelocity: ['src/diffusion/prediction.ts', 'PREDICTIONS', 'velocity', 'target'],
  ddimStep: ['src/diffusion/samplers/ddim.ts', 'ddimStep'],
  dpmSolverStep: ['src/diffusion/samplers/dpmSolverPlusPlus.ts', 'dpmSolverPlusPlus', 'plan'],
  eulerStep: ['src/diffusion/samplers/euler.ts', 'eulerStep'],
  heunCorrection: ['src/diffusion/samplers/heun.ts', 'heunCorrection'],
  reverseSdeStep: ['src/diffusion/samplers/eulerMaruyama.ts', 'reverseSdeStep'],
  velocity: ['src/diffusion/exact/velocity.ts', 'exactVelocity'],
  current: ['src/diffusion/lab1d/density.ts', 'currentOverTime'],
  chainRates: ['src/diffusion/processes/ddpm.ts', 'ddpmProcess', 'rates'],
  vpRates: ['src/diffusion/processes/vpSde.ts', 'vpSdeProcess', 'rates'],
  veRates: ['src/diffusion/processes/veSde.ts', 'veSdeProcess', 'rates'],
  flowRates: ['src/diffusion/processes/flow.ts', 'flowProcess', 'rates'],
  veLevel: ['src/diffusion/processes/veSde.ts', 'veSdeProcess', 'level'],
  flowLevel: ['src/diffusion/processes/flow.ts', 'flowProcess', 'level'],
};

/** A declaration of a name: a function, a constant, a method or an entry of an object. */
const declares = (name) =>
  new RegExp(`^\\s*(?:export )?(?:(?:function\\*?|const) ${name}\\b|${name}(?:\\(|: ))`);

const indentOf = (line) => line.length - line.trimStart().length;

/** The last line of what begins at `start`: the first one below it that stands as far left, where it spans lines at all. */
function endOf(lines, start) {
  if (/[;,]$/.test(lines[start])) return start;
  const end = lines.findIndex(
    (line, i) =>
      i > start &&
      line.trim() !== '' &&
      indentOf(line) <= indentOf(lines[start]) &&
      !/^\s*\).*[{(]$/.test(line),
  );
  // A closing bracket belongs to it; another declaration does not.
  return /^\s*[)\]}]/.test(lines[end]) ? end : end - 1;
}

/**
 * @param text of a file
 * @param names that lead to the place
 * @returns the line that begins it, from 1, and its text, as far left as it goes
 * @throws Error where a name is not declared
 */
export function findCode(text, names) {
  const lines = text.split('\n');
  let [from, to] = [0, lines.length - 1];
  for (const name of names) {
    const pattern = declares(name);
    const start = lines.findIndex((line, i) => i >= from && i <= to && pattern.test(line));
    if (start < 0) throw new Error(`nothing declares ${names.join(' › ')}: ${name} is not there`);
    [from, to] = [start, endOf(lines, start)];
  }
  const indent = indentOf(lines[from]);
  const code = lines.slice(from, to + 1).map((line) => line.slice(Math.min(indent, indentOf(line))));
  return { line: from + 1, text: code.join('\n').replace(/,$/, '') };
}

/** What the generated file must hold. */
export const extracted = () =>
  Object.fromEntries(
    Object.entries(PLACES).map(([id, [file, ...names]]) => {
      try {
        return [id, { file, ...findCode(readFileSync(resolve(root, file), 'utf8'), names) }];
      } catch (error) {
        throw new Error(`${file}: ${error.message}`);
      }
    }),
  );

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function codeModule() {
  const entries = Object.entries(extracted()).map(
    ([id, { file, line, text }]) =>
      `  ${id}: { file: ${quoted(file)}, line: ${line}, text: ${quoted(text)} },\n`,
  );
  return `/** What the page's formulas are computed by, as it stands in the code. Made by scripts/docs/codeLines.mjs: change the code, then run it. */

export const CODE = {
${entries.join('')}} as const satisfies Record<string, { file: string; line: number; text: string }>;

export type CodeId = keyof typeof CODE;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(resolve(root, 'src/ui/formulas/code.generated.ts'), codeModule());
