/** Any picture of a view by itself, as SVG or as PNG at twice its size. */

import * as words from '../../words/pictures';
import { css } from '../canvas/colour';
import { repaintOf } from '../canvas/island';
import { theme } from '../canvas/theme';
import { pngOf } from '../files/canvasFile';
import { type Download, download } from '../files/download';
import { SvgContext } from './svgContext';

/** Pixels of a saved picture in one of the page. */
export const SCALE = 2;

export interface Chart {
  /** As assistive technology reads it. */
  readonly name: string;
  readonly canvas: HTMLCanvasElement;
}

/** The pictures that a view shows now, in the order of the page. */
export function chartsOf(view: string): readonly Chart[] {
  const all = document.querySelectorAll<HTMLCanvasElement>(`#view-${view} canvas[role=img]`);
  return [...all].flatMap((canvas) => {
    const label = canvas.getAttribute('aria-label');
    const side = canvas.closest('section[aria-label]')?.getAttribute('aria-label'); // A and B have the same pictures
    const name = side && label ? `${side}: ${label}` : label;
    return name && repaintOf(canvas) && canvas.checkVisibility() ? [{ name, canvas }] : [];
  });
}

/**
 * A canvas of the page painted anew at another size, so that letters and lines are as sharp as its pixels.
 * @param scale pixels in one of the page
 * @returns null where it shows nothing
 */
export function enlarged(canvas: HTMLCanvasElement, scale: number): HTMLCanvasElement | null {
  const onto = document.createElement('canvas');
  onto.width = Math.round(canvas.clientWidth * scale);
  onto.height = Math.round(canvas.clientHeight * scale);
  return repaintOf(canvas)?.(onto.getContext('2d')!, scale, false) ? onto : null;
}

/** @returns the text of an SVG; null where the canvas shows nothing */
function svgOf({ canvas, name }: Chart): string | null {
  const context = SvgContext.create();
  const onto = context as unknown as CanvasRenderingContext2D;
  if (!repaintOf(canvas)?.(onto, SCALE, true)) return null;
  const { clientWidth, clientHeight } = canvas;
  return context.svg(clientWidth, clientHeight, css(theme.peek()!.colours.paper), name);
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** @throws Error where the chart shows nothing yet */
export async function saveChart(
  chart: Chart,
  format: 'svg' | 'png',
  save: Download = download,
): Promise<void> {
  const name = `${fileName(chart.name)}.${format}`;
  if (format === 'svg') {
    const text = svgOf(chart);
    if (text !== null) return save(name, text, 'image/svg+xml');
  } else {
    const painted = enlarged(chart.canvas, SCALE);
    const onto = document.createElement('canvas');
    const g = onto.getContext('2d');
    if (painted && g) {
      [onto.width, onto.height] = [painted.width, painted.height];
      g.fillStyle = css(theme.peek()!.colours.paper);
      g.fillRect(0, 0, onto.width, onto.height);
      g.drawImage(painted, 0, 0);
      const blob = await pngOf(onto);
      if (blob) return save(name, blob, 'image/png');
    }
  }
  throw new Error(words.showsNothing(chart.name));
}
