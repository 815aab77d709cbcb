/** The Content-Security-Policy stays closed, and only the site's workers pass its Trusted Types policy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOwnWorker } from '../../../src/lib/ownWorkers';
import { HEADERS, POLICY } from '../../../src/lib/siteHeaders';

describe('the Content-Security-Policy', () => {
  test('allows no inline code, no evaluated text and no other origin', () => {
    expect(POLICY).not.toMatch(/'unsafe-inline'|[^-]unsafe-eval|'unsafe-hashes'|https?:|\*|blob:|data:/);
    expect(POLICY).toContain("default-src 'none'");
    expect(POLICY).toContain("require-trusted-types-for 'script'");
  });

  test('is the same in the header, which also says who may embed the page', () => {
    expect(HEADERS['Content-Security-Policy']).toBe(`${POLICY}; frame-ancestors *`);
  });
});

describe('the Trusted Types policy', () => {
  const page = 'https://lab.example/folder/?dataset=moons';
  test.each([
    './assets/trainer.worker-a_B-1.js',
    'https://lab.example/folder/assets/gif.worker-x.js',
    './service.js',
  ])('passes %s', (address) => expect(isOwnWorker(address, page)).toBe(true));
  test.each([
    'https://example.org/assets/trainer.worker-x.js',
    './assets/index-x.js',
    './assets/service.js',
    '../service.js',
    './service.js?evil',
    './assets/trainer.worker-x.js?evil',
    'data:text/javascript,trainer.worker-x.js',
    'blob:https://lab.example/trainer.worker-x.js',
  ])('refuses %s', (address) => expect(isOwnWorker(address, page)).toBe(false));
});

test('the page has at most thirteen direct packages', () => {
  const { dependencies } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  );
  expect(Object.keys(dependencies).length).toBeLessThanOrEqual(13);
});
