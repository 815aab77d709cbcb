// Finds the Chromium that the browser tests drive; tries to install one where there is none.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from './debian.mjs';
import { run } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function onThePath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of NAMES) if (folder && existsSync(join(folder, name))) return join(folder, name);
  return null;
}

const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function playwrights() {
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return path && existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** @returns the path of a Chromium, or null; never installs. */
export async function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    console.error(`CHROME_PATH is "${named}", and there is no such file.`);
    return null;
  }
  return onThePath() ?? ELSEWHERE.find((path) => existsSync(path)) ?? (await playwrights());
}

/** Finds a Chromium or tries to install one: Debian's package as root, else Playwright's own. @returns its path, or null */
export async function ensureChromium() {
  const found = await findChromium();
  if (found || process.env.CHROME_PATH) return found;
  console.log('No Chromium found: trying to install one …');
  installFromDebian(['chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
  return findChromium();
}
