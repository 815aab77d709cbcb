/** What axe finds wrong on a page for people who use it by keys, by ear or in other colours. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

interface Part {
  /** A CSS selector of the part that is looked at; the whole page if absent. */
  readonly within?: string;
  /** Whether what axe calls minor or moderate counts, too. */
  readonly strict?: boolean;
}

async function faultsOf(page: Page, { within, strict = false }: Part): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations
    .filter(
      ({ id, impact }) =>
        strict || impact === 'serious' || impact === 'critical' || id === 'aria-allowed-role',
    )
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Expects that axe finds nothing serious, as soon as colours and parts that load have come to their end. */
export const expectAccessible = (page: Page, part: Part = {}, message = '') =>
  expect.poll(() => faultsOf(page, part), { message }).toEqual([]);
