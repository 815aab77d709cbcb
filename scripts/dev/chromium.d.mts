/** @returns the path of a Chromium, or null; never installs. */
export function findChromium(): Promise<string | null>;
/** Finds a Chromium or tries to install one. @returns its path, or null */
export function ensureChromium(): Promise<string | null>;
