/** The keys of a square grid of tiles. */

/** Where the keys lead from one place, or null for other keys. */
export function moved(key: string, from: number, count: number): number | null {
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
