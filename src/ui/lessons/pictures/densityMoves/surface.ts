/** A surface p(t, x) seen from a chosen side: rows of time from the back to the front, each hiding what is behind it. */
import { PLACES, ROW_TIMES, type Row } from '../../../../diffusion/lab1d/liveDensity';
import * as words from '../../../../words/lessons/pictures/densityMoves';
import { css, onRamp } from '../../../canvas/colour';
import { island, type Surface } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';

export interface SurfacePicture {
  /** From t = 0 on, as far as they are integrated. */
  readonly rows: readonly Row[];
  /** [paths][rows] places of sampled paths at the times of all rows. */
  readonly paths: readonly Float64Array[];
  /** Degrees about the vertical axis, and above the horizon. */
  readonly turn: number;
  readonly tilt: number;
}

/** Half the width of what is drawn. */
const SHOWN = 3;
const FIRST = PLACES.findIndex((x) => x >= -SHOWN);
const LAST = PLACES.length - 1 - FIRST;
/** Every other place: more points than pixels. */
const STRIDE = 2;

type Project = (x: number, time: number, density: number) => readonly [number, number];

/** Time runs towards the viewer: the data, which are highest, stand behind. */
function projection({ w, h }: Surface, { turn, tilt }: SurfacePicture, top: number): Project {
  const [a, b] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const unit = Math.min(w / 3, h / 2.3);
  const height = 0.9 * unit * Math.cos(b);
  return (x, time, density) => {
    const [u, v] = [x / SHOWN, 1 - 2 * time];
    const across = u * Math.cos(a) - v * Math.sin(a);
    const depth = u * Math.sin(a) + v * Math.cos(a);
    return [w / 2 + unit * across, 0.6 * h - unit * depth * Math.sin(b) - (height * density) / top];
  };
}

function drawRow(surface: Surface, project: Project, row: Row): void {
  const { g, theme } = surface;
  g.beginPath();
  g.moveTo(...project(PLACES[FIRST], row.time, 0));
  for (let i = FIRST; i <= LAST; i += STRIDE) g.lineTo(...project(PLACES[i], row.time, row.density[i]));
  g.lineTo(...project(PLACES[LAST], row.time, 0));
  g.fillStyle = css(onRamp(theme.density, 0.35 + 0.4 * (1 - row.time)));
  g.fill();
  g.strokeStyle = css(theme.colours['ink-2'], 0.55);
  g.lineWidth = 0.75;
  g.stroke();
}

/** The density of a row at a place, between its cells. */
function densityAt(row: Row, x: number): number {
  const at = ((x - PLACES[0]) / (PLACES[PLACES.length - 1] - PLACES[0])) * (PLACES.length - 1);
  const cell = Math.max(0, Math.min(PLACES.length - 2, Math.floor(at)));
  return row.density[cell] + (at - cell) * (row.density[cell + 1] - row.density[cell]);
}

function drawPaths(surface: Surface, project: Project, { rows, paths }: SurfacePicture, k: number): void {
  for (const path of paths) {
    if (Math.abs(path[k]) > SHOWN || Math.abs(path[k + 1]) > SHOWN) continue;
    const ends = [k, k + 1].map((i) => project(path[i], ROW_TIMES[i], densityAt(rows[i], path[i])));
    line(surface, [ends[0][0], ends[1][0]], [ends[0][1], ends[1][1]], surface.theme.colours.data, {
      width: 1.75,
    });
  }
}

export const surfaceChart = island<SurfacePicture>(() => (surface, picture) => {
  const { theme } = surface;
  const { rows } = picture;
  const top = Math.max(...rows[0].density);
  const project = projection(surface, picture, top);
  const corners = [
    [-SHOWN, 0],
    [SHOWN, 0],
    [SHOWN, 1],
    [-SHOWN, 1],
    [-SHOWN, 0],
  ].map(([x, time]) => project(x, time, 0));
  line(
    surface,
    corners.map(([x]) => x),
    corners.map(([, y]) => y),
    theme.colours['line-2'],
    { width: 1 },
  );
  // Time runs towards the viewer for every turn below 90°.
  rows.forEach((row, k) => {
    drawRow(surface, project, row);
    if (k > 0) drawPaths(surface, project, picture, k - 1);
  });
  const say = (label: string, [x, y]: readonly [number, number], align: CanvasTextAlign) =>
    text(surface, label, x, y + 14, { align, halo: theme.colours.paper });
  // Each at the corner that has room beside it.
  say(words.data, project(SHOWN, 0, 0), 'center');
  say('t = 1', project(SHOWN, 1, 0), 'center');
  say('x', project(0, 1.06, 0), 'center');
});
