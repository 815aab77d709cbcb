// How each engine is opened. All answer to the same: name, version, goto, evaluate, screenshot, close.
import { openChromium } from './chromium.mjs';
import { openFirefox } from './firefox.mjs';
import { openWebkit } from './webkit.mjs';

export const OPENERS = { chromium: openChromium, firefox: openFirefox, webkit: openWebkit };
