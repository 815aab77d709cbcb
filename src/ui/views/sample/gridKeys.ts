/** Arrow keys, Home and End in a square grid of tiles. */

/** @returns the index that a key selects from `from`; null for other keys */
export function indexAfterKey(key: string, from: number, count: number): number | null {
  const columns = Math.ceil(Math.sqrt(count));
  const to = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: 0,
    End: count - 1,
  }[key];
  if (to === undefined) return null;
  return to < 0 || to >= count ? from : to;
}
