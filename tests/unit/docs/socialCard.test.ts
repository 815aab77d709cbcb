/** The card of a posted link: whole addresses where the build is told its own, and none of them elsewhere. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { siteAddress, socialCard } from '../../../scripts/site/socialCard';

type Tag = { readonly tag: string; readonly attrs: Readonly<Record<string, string>> };
const tagsOf = (file: string, address?: string) =>
  (socialCard(file, address).transformIndexHtml as unknown as () => Tag[])();
const contentOf = (tags: readonly Tag[], name: string) =>
  tags.find(({ attrs }) => attrs.property === name || attrs.rel === name)?.attrs;

test('without an address the page has no tag that needs one', () => {
  expect(tagsOf('index.html', '').some(({ attrs }) => JSON.stringify(attrs).includes('http'))).toBe(false);
  expect(contentOf(tagsOf('index.html', ''), 'canonical')).toBeUndefined();
});

test('with one every page is canonical under its own, and the picture is found from any', () => {
  for (const address of ['https://lab.example/ddpm', 'https://lab.example/ddpm/']) {
    const english = tagsOf('index.html', address);
    const german = tagsOf('de.html', address);
    expect(contentOf(english, 'canonical')?.href).toBe('https://lab.example/ddpm/');
    expect(contentOf(german, 'canonical')?.href).toBe('https://lab.example/ddpm/de.html');
    expect(contentOf(german, 'og:image')?.content).toBe('https://lab.example/ddpm/icons/card.png');
  }
});

test('an address that is none stops the build', () => {
  for (const text of ['lab.example', 'ftp://lab.example/', 'https://lab.example/?a=1'])
    expect(() => siteAddress(text)).toThrow(/SITE_ADDRESS is ".*": expected the address of the site/);
});

test('the picture has the size that the tags say', () => {
  const png = readFileSync(new URL('../../../public/icons/card.png', import.meta.url));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(png.length).toBeLessThan(300_000);
});
