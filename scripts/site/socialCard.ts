/**
 * What a posted link of the page shows: title and description in every build; picture, own address and canonical address only where the
 * build is told its address, since they must be whole ones and the site works from any folder. `SITE_ADDRESS=https://lab.example/ npm run build`.
 */
import type { Plugin } from 'vite';

export const CARD = { file: 'icons/card.png', width: 1200, height: 630 };

/** The address of the site with its trailing slash; null where the build is told none. @throws Error where it is none */
export function siteAddress(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw new Error(
      `SITE_ADDRESS is ${JSON.stringify(text)}: expected the address of the site, as https://lab.example/`,
    );
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** The one address of a page: that of the English one is the site's own. @param file name of the page in the site's folder */
export const pageAddress = (site: string, file: string): string =>
  new URL(file === 'index.html' ? '' : file, site).href;

/** The tags of a page's head. @param file name of the page in the site's folder */
function tagsOf(site: string | null, file: string) {
  const property = (name: string, content: string) => ({ tag: 'meta', attrs: { property: name, content } });
  const always = [
    property('og:type', 'website'),
    { tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' } },
  ];
  if (!site) return always;
  const address = pageAddress(site, file);
  return [
    ...always,
    property('og:url', address),
    property('og:image', new URL(CARD.file, site).href),
    property('og:image:width', String(CARD.width)),
    property('og:image:height', String(CARD.height)),
    { tag: 'link', attrs: { rel: 'canonical', href: address } },
  ];
}

/** @param file name of the page in the site's folder */
export const socialCard = (file: string, address = process.env.SITE_ADDRESS): Plugin => ({
  name: 'social-card',
  transformIndexHtml: () =>
    tagsOf(siteAddress(address), file).map((tag) => ({ ...tag, injectTo: 'head' as const })),
});
