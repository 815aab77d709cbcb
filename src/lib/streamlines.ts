/**
 * Streamlines follow a field of directions on an even grid, forwards and backwards from seeds, until they leave the square, reach a place
 * where the field vanishes, or come too near to another line: an even cover of the plane (after Jobard & Lefer 1997, with cells instead
 * of distances).
 */

/** Vectors on the centres of side × side cells over the square of `half` units around 0; rows run from the top. */
export interface VectorGrid {
  readonly side: number;
  readonly half: number;
  /** [side², 2], y upwards */
  readonly values: ArrayLike<number>;
}

export interface StreamlineOptions {
  /** Cells along an edge of which each holds at most one line. */
  readonly cells?: number;
}

/** Of a cell of the grid, how far one step goes. */
const STRIDE = 0.2;
/** Shorter than this many steps, a line shows no direction. */
const FEWEST = 8;
const MOST = 400;
/** A field this much weaker than at its strongest place counts as zero. */
const VANISHING = 1e-3;

/** The vector at a place between the cells' centres, bilinear; beyond the outer centres that of the edge. */
export function vectorAt({ side, half, values }: VectorGrid, x: number, y: number): [number, number] {
  const bound = (v: number) => Math.min(side - 1, Math.max(0, v));
  const column = bound(((x / half + 1) * side) / 2 - 0.5);
  const row = bound(((1 - y / half) * side) / 2 - 0.5);
  const [c, r] = [Math.min(side - 2, Math.floor(column)), Math.min(side - 2, Math.floor(row))];
  const [u, v] = [column - c, row - r];
  const at = (k: 0 | 1) => {
    const corner = (dr: number, dc: number) => values[2 * ((r + dr) * side + c + dc) + k];
    return (
      (1 - v) * ((1 - u) * corner(0, 0) + u * corner(0, 1)) + v * ((1 - u) * corner(1, 0) + u * corner(1, 1))
    );
  };
  return [at(0), at(1)];
}

/** @returns lines of places, [m, 2] each, in the direction of the field */
export function streamlines(grid: VectorGrid, { cells = grid.side }: StreamlineOptions = {}): Float32Array[] {
  const { side, half, values } = grid;
  let strongest = 0;
  for (let i = 0; i < values.length; i += 2)
    strongest = Math.max(strongest, Math.hypot(values[i], values[i + 1]));
  const least = VANISHING * strongest;
  const stride = (2 * half * STRIDE) / side;
  const owners = new Int32Array(cells * cells);
  const cellOf = (x: number, y: number): number => {
    if (!(Math.abs(x) < half && Math.abs(y) < half)) return -1;
    const column = Math.floor(((x / half + 1) * cells) / 2);
    return Math.floor(((1 - y / half) * cells) / 2) * cells + column;
  };
  /** The unit vector there; null where the field vanishes. */
  const directionAt = (x: number, y: number) => {
    const [dx, dy] = vectorAt(grid, x, y);
    const size = Math.hypot(dx, dy);
    return size > least ? ([dx / size, dy / size] as const) : null;
  };

  /** From a place along the field, or against it, by the midpoint rule. Takes the cells that it crosses. */
  function trace(x: number, y: number, sign: 1 | -1, line: number): number[] {
    const places: number[] = [];
    for (let step = 0; step < MOST; step++) {
      const first = directionAt(x, y);
      const half =
        first && directionAt(x + 0.5 * sign * stride * first[0], y + 0.5 * sign * stride * first[1]);
      // where the direction turns round within a step, the line has arrived
      if (!first || !half || first[0] * half[0] + first[1] * half[1] < 0) break;
      x += sign * stride * half[0];
      y += sign * stride * half[1];
      const cell = cellOf(x, y);
      if (cell < 0 || (owners[cell] !== 0 && owners[cell] !== line)) break;
      owners[cell] = line;
      places.push(x, y);
    }
    return places;
  }

  const lines: Float32Array[] = [];
  for (let seed = 0; seed < cells * cells; seed++) {
    if (owners[seed] !== 0) continue;
    const x = half * ((2 * ((seed % cells) + 0.5)) / cells - 1);
    const y = half * (1 - (2 * (Math.floor(seed / cells) + 0.5)) / cells);
    const line = seed + 1;
    const back = trace(x, y, -1, line);
    const ahead = trace(x, y, 1, line);
    if ((back.length + ahead.length) / 2 < FEWEST) continue;
    owners[seed] = line;
    const places = new Float32Array(back.length + 2 + ahead.length);
    for (let i = 0; i < back.length; i += 2) places.set([back[i], back[i + 1]], back.length - 2 - i);
    places.set([x, y], back.length);
    places.set(ahead, back.length + 2);
    lines.push(places);
  }
  return lines;
}
