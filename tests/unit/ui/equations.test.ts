import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { EQUATIONS, SYMBOLS } from '../../../src/ui/equations.generated';

const ROOT = resolve(import.meta.dirname, '../../..');

test('the MathML in the page is what the script makes of its TeX', async () => {
  const script = resolve(ROOT, 'scripts/equations.mjs');
  const { rendered } = (await import(script)) as { rendered: () => Record<string, Record<string, string>> };
  const made = rendered();
  expect(EQUATIONS).toEqual(made.equations);
  expect(SYMBOLS).toEqual(made.symbols);
});

test('every symbol that lights up can be focused and has a name', () => {
  for (const mathml of Object.values(EQUATIONS)) {
    for (const [tag] of mathml.matchAll(/<[^>]*data-sym[^>]*>/g)) {
      expect(tag).toContain('tabindex="0"');
      expect(tag).toMatch(/aria-label="[^"]+"/);
    }
  }
});
