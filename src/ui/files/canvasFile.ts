/** A canvas as a PNG file. */
import type { Download } from './download';

/** @returns null where the browser makes no picture of it: it may be too large */
export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, 'image/png'));

/** Saves the first canvas that a selector finds, as it is shown; nothing where there is none. */
export async function saveCanvas(save: Download, name: string, selector: string): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>(selector);
  const blob = canvas && (await pngOf(canvas));
  if (blob) save(`${name}.png`, blob, 'image/png');
}
