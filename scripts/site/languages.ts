/** Builds the page once for each language: English is `index.html`, every other one stands beside it, as `de.html`. */
import { build, type Plugin } from 'vite';
import * as german from '../../src/words/de/page.ts';
import * as germanSymbols from '../../src/words/de/symbols.ts';
import { pages } from '../../src/words/language.ts';
import * as english from '../../src/words/page.ts';
import { pageAddress, siteAddress } from './socialCard.ts';

const PAGES = { en: english, de: german };
type Language = keyof typeof PAGES;

const ENGLISH = '/src/words/';
/** What it says leaves for other tools, and is English in every language. */
const FOR_OTHER_TOOLS = '/src/interop/englishLabels.ts';

/** The languages besides English, whose names are also the modes of their builds. */
const TRANSLATIONS = ['de'] as const satisfies readonly Language[];

/** The language of a build with this mode: `vite --mode de` serves the German page. */
export const languageOf = (mode: string): Language =>
  TRANSLATIONS.find((language) => language === mode) ?? 'en';

/**
 * Puts a language's dictionary in the place of the English one, file by file: `src/words/de/train.ts` for `src/words/train.ts`.
 * Workers need it as the page does.
 */
export const dictionary = (language: Language): Plugin => ({
  name: 'dictionary',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (language === 'en' || !source.includes('/words/') || !importer) return null;
    if (importer.includes(ENGLISH) || importer.endsWith(FOR_OTHER_TOOLS)) return null;
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    return resolved && { ...resolved, id: resolved.id.replace(ENGLISH, `${ENGLISH}${language}/`) };
  },
});

/** What the markup of equations calls each symbol; English names are in the files. */
const SPOKEN = { de: germanSymbols.symbols } as const satisfies Record<Exclude<Language, 'en'>, object>;

/** @param markup as scripts/docs/equationMarkup.ts writes it; each symbol then has its name among `names` */
export const withSpokenNames = (markup: string, names: Readonly<Record<string, string>>): string =>
  markup.replaceAll(
    /(data-sym="(\w+)" tabindex="0" role="group" aria-label=")[^"]*"/g,
    (_, before: string, symbol: string) => `${before}${names[symbol]}"`,
  );

/** Calls the symbols of the equations by their names in the build's language: the generated files stay one set, and no page loads names of its own. */
export const spokenSymbols = (language: Language): Plugin => ({
  name: 'spoken-symbols',
  enforce: 'pre', // the markup as the file has it
  transform: {
    filter: { id: /quations\.generated\.ts$/ },
    handler: (code) =>
      language === 'en' ? null : { code: withSpokenNames(code, SPOKEN[language]), map: null },
  },
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Writes the sentences of `index.html` in the language of the build, and names the file by it. */
export const page = (language: Language): Plugin => ({
  name: 'page-language',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      Object.entries(PAGES[language]).reduce(
        (text, [name, sentence]) => text.replaceAll(`%${name}%`, escaped(sentence)),
        html.replace('<html lang="en">', `<html lang="${language}">`),
      ),
  },
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      if (language !== 'en') bundle['index.html'].fileName = `${language}.html`;
    },
  },
});

/**
 * Names the page in every language in the head of each, after the build has put addresses into it. Where the site's address is known they are
 * whole, and those that the pages call canonical: a search engine drops any other.
 */
export const alternates = (address = process.env.SITE_ADDRESS): Plugin => ({
  name: 'alternate-languages',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler() {
      const site = siteAddress(address);
      return pages.map(({ language: hreflang, file }) => ({
        tag: 'link',
        attrs: { rel: 'alternate', hreflang, href: site ? pageAddress(site, file) : `./${file}` },
        injectTo: 'head' as const,
      }));
    },
  },
});

/** Builds the other languages into the same folder after the English page: chunks without words are the same files. */
export const translations = (): Plugin => {
  let root = '';
  return {
    name: 'translations',
    apply: (_, { command, mode }) => command === 'build' && languageOf(mode) === 'en',
    configResolved(config) {
      ({ root } = config);
    },
    writeBundle: {
      sequential: true,
      async handler({ dir }) {
        for (const mode of TRANSLATIONS)
          await build({
            root,
            mode,
            logLevel: 'warn',
            build: { outDir: dir, emptyOutDir: false, copyPublicDir: false },
          });
      },
    },
  };
};
