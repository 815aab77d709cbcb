/** The whole figure of a view as one picture at twice its size: headline, stage, charts, time, settings and link. */
import { css } from '../canvas/colour';
import { SANS } from '../canvas/marks';
import { theme } from '../canvas/theme';
import { enlarged, SCALE } from './chartFile';

/** Sizes in pixels of the page. */
const WIDTH = 1160;
const MARGIN = 24;
/** Of the one stage beside its charts. */
const STAGE = 640;
const HEADLINE = 34;
const TITLE = 26;
const LINE = 20;

/** The classes of a view's charts that a figure holds: always, and once something has been trained. */
const IN_FIGURE = 'in-figure';
const OF_RUNS = 'in-figure-of-runs';

/** A canvas and where it stands, under a title where it has one. */
interface Item {
  readonly canvas: HTMLCanvasElement;
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

type Untitled = Omit<Item, 'title'>;

const heightAt = ({ clientWidth, clientHeight }: HTMLCanvasElement, w: number): number =>
  (clientHeight * w) / clientWidth;

function evidenceOf(view: string, hasRuns: boolean): readonly HTMLCanvasElement[] {
  const evidence = document.querySelector(`#view-${view} .evidence`);
  const classes = hasRuns ? [IN_FIGURE, OF_RUNS] : [IN_FIGURE];
  return classes
    .flatMap((name) => [...(evidence?.querySelectorAll<HTMLCanvasElement>(`canvas.${name}`) ?? [])])
    .filter((canvas) => canvas.checkVisibility() && canvas.clientHeight > 0);
}

const titleOf = (canvas: HTMLCanvasElement): string =>
  canvas.closest('figure')?.querySelector('h2')?.textContent?.trim() ??
  canvas.getAttribute('aria-label') ??
  '';

/** Side by side from a corner, each as wide as the others. @returns the items and their common bottom */
function row(canvases: readonly HTMLCanvasElement[], x: number, y: number, width: number) {
  const w = (width - MARGIN * (canvases.length - 1)) / canvases.length;
  const items: Untitled[] = canvases.map((canvas, i) => ({
    canvas,
    x: x + i * (w + MARGIN),
    y,
    w,
    h: heightAt(canvas, w),
  }));
  return { items, bottom: Math.max(y, ...items.map(({ h }) => y + h)) };
}

/** One below the other. */
function column(canvases: readonly HTMLCanvasElement[], x: number, top: number, w: number, above: number) {
  let y = top;
  const items: Untitled[] = canvases.map((canvas) => {
    const item = { canvas, x, y: y + above, w, h: heightAt(canvas, w) };
    y = item.y + item.h + MARGIN / 2;
    return item;
  });
  return { items, bottom: y };
}

const untitled = (items: readonly Untitled[]): Item[] => items.map((item) => ({ ...item, title: '' }));
const titled = (items: readonly Untitled[]): Item[] =>
  items.map((item) => ({ ...item, title: titleOf(item.canvas) }));

/** One stage has its charts beside it, others have them below. */
function layOut(stages: readonly HTMLCanvasElement[], down: boolean, charts: readonly HTMLCanvasElement[]) {
  const top = MARGIN + HEADLINE;
  const inner = WIDTH - 2 * MARGIN;
  if (stages.length === 1 && !down && charts.length > 0) {
    const left = row(stages, MARGIN, top, STAGE);
    const x = 2 * MARGIN + STAGE;
    const right = column(charts, x, top, WIDTH - MARGIN - x, TITLE);
    return {
      items: [...untitled(left.items), ...titled(right.items)],
      bottom: Math.max(left.bottom, right.bottom),
    };
  }
  const upper = down ? column(stages, MARGIN, top, inner, 0) : row(stages, MARGIN, top, inner);
  if (charts.length === 0) return { items: untitled(upper.items), bottom: upper.bottom };
  const lower = row(charts, MARGIN, upper.bottom + MARGIN + TITLE, inner);
  return { items: [...untitled(upper.items), ...titled(lower.items)], bottom: lower.bottom };
}

/** The longest beginning of a text that fits. */
function fitted(g: CanvasRenderingContext2D, text: string, width: number): string {
  if (g.measureText(text).width <= width) return text;
  let [short, long] = [0, text.length];
  while (long - short > 1) {
    const middle = (short + long) >> 1;
    if (g.measureText(`${text.slice(0, middle)}…`).width <= width) short = middle;
    else long = middle;
  }
  return `${text.slice(0, short)}…`;
}

export interface FigureParts {
  /** As `picturesOf` finds them. */
  readonly pictures: { readonly canvases: readonly HTMLCanvasElement[]; readonly down: boolean };
  readonly hasRuns: boolean;
  readonly headline: string;
  /** Below the pictures: time, settings, link. */
  readonly lines: readonly string[];
}

export function composeFigure(
  view: string,
  { pictures, hasRuns, headline, lines }: FigureParts,
): HTMLCanvasElement {
  const { items, bottom } = layOut(pictures.canvases, pictures.down, evidenceOf(view, hasRuns));
  const onto = document.createElement('canvas');
  const height = bottom + MARGIN + LINE * lines.length;
  [onto.width, onto.height] = [WIDTH * SCALE, Math.round(height * SCALE)];
  const g = onto.getContext('2d')!;
  const { colours } = theme.peek()!;
  g.scale(SCALE, SCALE);
  g.fillStyle = css(colours.paper);
  g.fillRect(0, 0, WIDTH, height);
  const write = (
    text: string,
    x: number,
    y: number,
    font: string,
    ink: keyof typeof colours,
    width: number,
  ) => {
    g.font = `${font} ${SANS}`;
    g.fillStyle = css(colours[ink]);
    g.fillText(fitted(g, text, width), x, y);
  };
  write(headline, MARGIN, MARGIN + 18, '600 20px', 'ink', WIDTH - 2 * MARGIN);
  for (const { canvas, title, x, y, w, h } of items) {
    const painted = enlarged(canvas, (SCALE * w) / canvas.clientWidth);
    if (!title) {
      g.fillStyle = css(colours.stage);
      g.fillRect(x, y, w, h);
    }
    if (painted) g.drawImage(painted, x, y, w, h);
    if (title) write(title, x, y - 10, '600 14px', 'ink', w);
  }
  for (const [i, text] of lines.entries())
    write(text, MARGIN, bottom + MARGIN + LINE * i + 4, '400 13px', 'ink-2', WIDTH - 2 * MARGIN);
  return onto;
}
