// Finds the browsers of `npm run browsers`, one of each engine; tries to install what is missing.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { installFromDebian } from './debian.mjs';

const onThePath = (...names) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name);
  return null;
};

function findFirefox() {
  const { FIREFOX_PATH: named } = process.env;
  if (named) return existsSync(named) ? named : null;
  const elsewhere = [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ];
  return onThePath('firefox-esr', 'firefox') ?? elsewhere.find((path) => existsSync(path)) ?? null;
}

/** Distributions keep MiniBrowser beside WebKit's own processes, in a folder named after the version of its interface. */
function findMiniBrowser() {
  for (const folder of [
    '/usr/lib',
    '/usr/lib64',
    '/usr/libexec',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
  ]) {
    if (!existsSync(folder)) continue;
    const versions = readdirSync(folder).filter((name) => /^webkit(2)?gtk-/.test(name));
    const found = versions
      .map((name) => join(folder, name, 'MiniBrowser'))
      .filter((path) => existsSync(path));
    if (found.length > 0) return found.sort().at(-1);
  }
  return null;
}

/** What each engine needs: [name, path or null] pairs, and Debian's packages that bring it. */
const ENGINES = {
  // with the font that it recommends, in whose widths the end-to-end tests look at the page
  chromium: {
    packages: ['chromium', 'fonts-liberation'],
    parts: async () => ({ binary: await findChromium() }),
  },
  firefox: { packages: ['firefox-esr'], parts: async () => ({ binary: findFirefox() }) },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    parts: async () => ({
      driver: onThePath('WebKitWebDriver'),
      binary: findMiniBrowser(),
      screen: process.env.DISPLAY ?? onThePath('Xvfb'),
    }),
  },
};

/** What a person calls each part. */
const PARTS = { driver: 'WebKitWebDriver', screen: 'a screen (Xvfb or DISPLAY)' };
const BINARIES = { chromium: 'Chromium', firefox: 'Firefox', webkit: "WebKitGTK's MiniBrowser" };

export const ENGINE_IDS = Object.keys(ENGINES);

const missingOf = (id, parts) =>
  Object.entries(parts)
    .filter(([, path]) => !path)
    .map(([part]) => PARTS[part] ?? BINARIES[id]);

/**
 * Looks for the engines, and as root on Debian installs those that are missing.
 * @returns for each id the parts' paths, or what is missing and how it can be had
 */
export async function ensureEngines(ids) {
  const look = async (id) => ({ id, parts: await ENGINES[id].parts() });
  let found = await Promise.all(ids.map(look));
  const absent = found.filter(({ id, parts }) => missingOf(id, parts).length > 0).map(({ id }) => id);
  if (absent.length > 0) {
    console.log(`Missing: ${absent.join(', ')}.`);
    installFromDebian(
      absent.flatMap((id) => ENGINES[id].packages),
      '--no-install-recommends',
    );
    found = await Promise.all(ids.map(look));
  }
  return found.map(({ id, parts }) => {
    const missing = missingOf(id, parts);
    if (missing.length === 0) return { id, parts, problem: null };
    const problem = `${missing.join(' and ')} not found; Debian has it in ${ENGINES[id].packages.join(' and ')}`;
    return { id, parts, problem };
  });
}
