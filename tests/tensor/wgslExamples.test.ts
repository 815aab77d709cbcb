/** The WGSL that stands as an example in the comment of a generator is what the generator writes for that case. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { forwardGather } from '../../src/kernels/conv2d/webgpu/direction';
import { filterGradientCode, sumOverThreads } from '../../src/kernels/conv2d/webgpu/filterGradient';
import { backwardFilterLoads, forwardFilterLoads, gatherCode } from '../../src/kernels/conv2d/webgpu/gather';
import { weightGradientPart } from '../../src/kernels/dense/webgpu/weightGradients';
import { blockReader, blockWriter } from '../../src/kernels/wgsl/blocks';
import { eachInput } from '../../src/kernels/wgsl/product';
import { reduction } from '../../src/kernels/wgsl/reduce';
import { sumOverShares } from '../../src/kernels/wgsl/shares';

/** A convolution of 3×3, stride 1 and padding 1, of sixteen images of 8×4 pixels. */
const convolution = (inputs: number, outputs: number) => ({
  stride: 1,
  top: 1,
  left: 1,
  upsample: 1 as const,
  input: [16, 8, 4, inputs],
  filter: [3, 3, inputs, outputs],
  output: [16, 8, 4, outputs],
});

/** What each generator writes for the case that its comment states. */
const WRITTEN: readonly (readonly [file: string, generator: string, code: string])[] = [
  [
    'conv2d/webgpu/gather.ts',
    'gatherCode',
    gatherCode(forwardGather(convolution(1, 4)), {
      first: 'biasBlock(0, targetBlock)',
      loads: forwardFilterLoads(convolution(1, 4)),
      store: (column, sum) => `writeYBlock(pixel + ${column}, targetBlock, ${sum});`,
    }),
  ],
  ['conv2d/webgpu/gather.ts', 'backwardFilterLoads', backwardFilterLoads(convolution(4, 2))('weight1', [1])],
  ['conv2d/webgpu/filterGradient.ts', 'sumOverThreads', sumOverThreads(['sum0_0'], 1, 'dFilter[0] = sum;')],
  ['conv2d/webgpu/filterGradient.ts', 'filterGradientCode', filterGradientCode(convolution(1, 4))],
  [
    'dense/webgpu/weightGradients.ts',
    'weightGradientPart',
    weightGradientPart({ rows: 32, inputs: 8, outputs: 4, by: { threads: 64, shares: 1, groups: 1 } }),
  ],
  ['wgsl/blocks.ts', 'blockReader', blockReader('x', 8) + blockReader('x', 6)],
  ['wgsl/blocks.ts', 'blockWriter', blockWriter('y', 6)],
  [
    'wgsl/product.ts',
    'eachInput',
    eachInput(
      6,
      (block) => `let x4 = xBlock(row, ${block});`,
      (input, lane) => `z += x4.${lane} * wBlock(${input}, column);`,
    ),
  ],
  ['wgsl/shares.ts', 'sumOverShares', sumOverShares(['sum0'], 2, 64, () => 'y[item] = total;')],
  ['wgsl/reduce.ts', 'reduction', reduction(64).total(['sum', 'squares'], ['allSum', 'allSquares'])],
];

/** The example in the comment before a declaration, in parts: `…` stands for WGSL that is left out. */
function exampleOf(file: string, generator: string): string[] {
  const text = readFileSync(new URL(`../../src/kernels/${file}`, import.meta.url), 'utf8');
  const before = text.slice(0, text.search(new RegExp(`(function|const) ${generator}\\b`)));
  const comment = before.slice(before.lastIndexOf('/**'));
  const example = /```wgsl\n([\s\S]*?)```/.exec(comment)?.[1] ?? '';
  return example
    .replace(/^ \* ?/gm, '')
    .replace(/\/\/.*$/gm, '')
    .split('…')
    .map((part) => part.replace(/\s/g, ''));
}

test.each(WRITTEN)('%s: the example of %s', (file, generator, code) => {
  const parts = exampleOf(file, generator);
  const written = code.replace(/\s/g, '');
  expect(parts[0]).not.toBe('');
  if (parts.length === 1) return expect(parts[0]).toBe(written);
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = written.indexOf(part, at);
    expect(found, part).toBeGreaterThanOrEqual(at);
    if (i === 0) expect(found).toBe(0);
    at = found + part.length;
  }
  expect(written.endsWith(parts[parts.length - 1])).toBe(true);
});
