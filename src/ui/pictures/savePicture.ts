/** Saves a view as a PNG, and its denoising as an animated GIF that a worker packs while the page plays it. */
import { pngOf } from '../files/canvasFile';
import { type Download, download } from '../files/download';
import type { Lab } from '../shell/lab';
import { captionOf, compose, layOut, picturesOf } from './compose';

const PNG_WIDTH = 2400;
const GIF_WIDTH = 420;
/** Of two pictures side by side. */
const WIDE_GIF_WIDTH = 720;
const FRAMES = 48;
/** With reduced motion, as many as the clock's own stills. */
const STILLS = 9;
const FRAME_MILLISECONDS = 60;
const STILL_MILLISECONDS = 400;
const LAST_MILLISECONDS = 1500;
/** A picture that was off screen is painted in every frame after this long, in milliseconds. */
const SETTLING = 150;
/** The exponent by which the clock slows near the data. */
const SLOWING = 1.7;

export interface Subject {
  /** The view's id. */
  readonly view: string;
  /** Of the file, without its ending. */
  readonly name: string;
  /** The line under the picture; the view's own headline by default. */
  readonly caption?: string;
}

class NothingToShow extends Error {
  override name = 'NothingToShow';
}

function visiblePictures(view: string) {
  const pictures = picturesOf(view);
  if (pictures.canvases.length === 0) throw new NothingToShow('This view has no picture yet.');
  return pictures;
}

const sizesOf = (canvases: readonly HTMLCanvasElement[]) =>
  canvases.map(({ width, height }) => ({ w: width, h: height }));

/** @throws where the view shows nothing, or the browser makes no picture */
export async function savePicture(
  { view, name, caption }: Subject,
  save: Download = download,
): Promise<void> {
  const { canvases, down } = visiblePictures(view);
  const onto = document.createElement('canvas');
  compose(onto, canvases, layOut(sizesOf(canvases), down, PNG_WIDTH), captionOf(view, caption));
  const blob = await pngOf(onto);
  if (!blob) throw new Error('the browser makes no picture of this size');
  save(`${name}.png`, blob, 'image/png');
}

/** Resolves after two frames: canvases paint in the frame after an update. */
const painted = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/**
 * Walks the clock from noise to data, captures what the view shows at each stop, and packs it. The clock returns to its position afterwards.
 * @param onProgress receives the finished share
 * @param signal     is read between frames
 * @returns whether it was saved
 */
export async function saveAnimation(
  { view, name, caption }: Subject,
  { clock, packAnimation }: Pick<Lab, 'clock' | 'packAnimation'>,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
  save: Download = download,
): Promise<boolean> {
  const stills = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const frames = stills ? STILLS : FRAMES;
  const before = clock.position.peek();
  const { canvases, down } = visiblePictures(view);
  const widest = canvases.length > 1 && !down ? WIDE_GIF_WIDTH : GIF_WIDTH;
  const layout = layOut(sizesOf(canvases), down, widest);
  const onto = document.createElement('canvas');
  const gif = await packAnimation();
  const pack = async () => {
    await gif.begin(layout.width, layout.height);
    // a canvas off screen is painted seldom
    canvases[0].scrollIntoView({ block: 'nearest' });
    await new Promise((done) => setTimeout(done, SETTLING));
    for (let k = 0; k < frames; k++) {
      if (signal.aborted) return false;
      clock.seek((1 - k / (frames - 1)) ** SLOWING);
      await painted();
      const g = compose(onto, canvases, layout, captionOf(view, caption));
      const pixels = g.getImageData(0, 0, layout.width, layout.height).data;
      const isLast = k === frames - 1;
      const milliseconds = isLast ? LAST_MILLISECONDS : stills ? STILL_MILLISECONDS : FRAME_MILLISECONDS;
      await gif.add({ pixels, milliseconds });
      onProgress((k + 1) / (frames + 1));
    }
    save(`${name}.gif`, (await gif.finish()) as BlobPart, 'image/gif');
    return true;
  };
  try {
    return await Promise.race([pack(), gif.failed]);
  } finally {
    gif.terminate();
    clock.seek(before);
  }
}
