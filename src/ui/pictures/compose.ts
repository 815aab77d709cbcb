/** The content of a view as one picture: its main canvases side by side or one below the other, with a caption. */
import { css } from '../canvas/colour';
import { SANS } from '../canvas/marks';
import { theme } from '../canvas/theme';

/** The canvases that make a view's picture; a view without an entry shows its largest. */
const PICTURES: Readonly<Record<string, { readonly select: string; readonly down?: boolean }>> = {
  train: { select: 'canvas.stage' },
  compare: { select: 'canvas.stage' },
  process: { select: '.centre canvas', down: true },
};

const area = ({ width, height }: HTMLCanvasElement) => width * height;

/** @returns the visible canvases of a view in document order */
export function picturesOf(view: string): { canvases: readonly HTMLCanvasElement[]; down: boolean } {
  const { select, down = false } = PICTURES[view] ?? { select: 'canvas' };
  const all = [...document.querySelectorAll<HTMLCanvasElement>(`#view-${view} :is(${select})`)];
  const visible = all.filter((canvas) => canvas.clientWidth > 0 && canvas.width > 0);
  if (PICTURES[view] || visible.length === 0) return { canvases: visible, down };
  return { canvases: [visible.reduce((a, b) => (area(b) > area(a) ? b : a))], down };
}

const GAP = 16;
const LINE = 40;

/** Sizes of a picture in its own pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  }[];
}

/**
 * Lays pictures out side by side, or one below the other.
 * @param sizes  widths and heights as they are
 * @param widest the whole is scaled down to at most this width
 */
export function layOut(
  sizes: readonly { readonly w: number; readonly h: number }[],
  down: boolean,
  widest: number,
): Layout {
  const gaps = GAP * (sizes.length + 1);
  const across = down ? Math.max(...sizes.map(({ w }) => w)) : sizes.reduce((sum, { w }) => sum + w, 0);
  const room = widest - (down ? 2 * GAP : gaps);
  const scale = Math.min(1, room / across);
  let at = GAP;
  const places = sizes.map((size) => {
    const w = Math.round(size.w * scale);
    const h = Math.round(size.h * scale);
    const place = down ? { x: GAP, y: at, w, h } : { x: at, y: GAP, w, h };
    at += (down ? h : w) + GAP;
    return place;
  });
  const right = Math.max(...places.map(({ x, w }) => x + w)) + GAP;
  const bottom = Math.max(...places.map(({ y, h }) => y + h));
  const even = (size: number) => size + (size % 2); // films halve the resolution of colours
  return { width: even(right), height: even(bottom + LINE), places };
}

/** Draws the canvases as they are now. @param onto is resized to the layout */
export function compose(
  onto: HTMLCanvasElement,
  canvases: readonly HTMLCanvasElement[],
  layout: Layout,
  caption: string,
): CanvasRenderingContext2D {
  const g = onto.getContext('2d', { willReadFrequently: true })!;
  if (onto.width !== layout.width || onto.height !== layout.height) {
    onto.width = layout.width;
    onto.height = layout.height;
  }
  const colours = theme.peek()!.colours;
  g.fillStyle = css(colours.paper);
  g.fillRect(0, 0, layout.width, layout.height);
  for (const [i, { x, y, w, h }] of layout.places.entries()) {
    g.fillStyle = css(colours.stage);
    g.fillRect(x, y, w, h);
    g.drawImage(canvases[i], x, y, w, h);
  }
  g.font = `${layout.width > 900 ? 20 : 13}px ${SANS}`;
  g.textBaseline = 'middle';
  g.fillStyle = css(colours['ink-2']);
  g.fillText(caption, GAP, layout.height - LINE / 2, layout.width - 2 * GAP);
  return g;
}

/** The line under the picture. @param caption the view's own headline by default */
export const captionOf = (view: string, caption?: string): string =>
  ['DDPM Lab', caption ?? document.querySelector(`#view-${view} h1`)?.textContent?.trim()]
    .filter(Boolean)
    .join(' · ');
