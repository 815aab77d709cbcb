/** Saves the figure of a view as a PNG that opens here again, and its denoising as an animation that a worker packs while the page plays it. */
import { version } from '../../../package.json';
import { writeFigure } from '../../interop/figureFile';
import { type AnimationFormat, MIME_TYPES } from '../../interop/film';
import { messageOf } from '../../lib/diagnostic';
import * as words from '../../words/pictures';
import { pngOf } from '../files/canvasFile';
import { type Download, download } from '../files/download';
import type { Lab } from '../shell/lab';
import { captionOf, compose, layOut, picturesOf } from './compose';
import { composeFigure } from './figure';
import { type Shown, shownIn } from './shown';

export const ANIMATION_WIDTH = 420;
/** Of two pictures side by side. */
const WIDE_ANIMATION_WIDTH = 720;
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

/** Of the file, without its ending. */
export const fileNameOf = (view: string, { dataset, schedule, T }: Shown['config']): string =>
  `${view}-${dataset}-${schedule}-T${T}`;

class NothingToShow extends Error {
  override name = 'NothingToShow';
}

/** @throws NothingToShow */
export function visiblePictures(view: string) {
  const pictures = picturesOf(view);
  if (pictures.canvases.length === 0) throw new NothingToShow(words.noPicture);
  return pictures;
}

export const sizesOf = (canvases: readonly HTMLCanvasElement[]) =>
  canvases.map(({ width, height }) => ({ w: width, h: height }));

/** "t = 0 of 199, 100% signal", as the slider of the time says it. */
const timeOf = (view: string): string =>
  document.querySelector(`#view-${view} input.time`)?.getAttribute('aria-valuetext') ?? '';

/** Settles when a picture is made, or a notice says why it is not. */
export const reportingPicture = (
  { notices }: Pick<Lab, 'notices'>,
  work: Promise<unknown>,
): Promise<unknown> => work.catch((error: unknown) => notices.problem(words.notMade, messageOf(error)));

export const savePicture = (lab: Lab): Promise<unknown> => reportingPicture(lab, saveFigure(lab, download));

/** @throws where the view shows nothing, or the browser makes no picture */
async function saveFigure(lab: Lab, save: Download): Promise<void> {
  const view = lab.view.value;
  const shown = shownIn(lab);
  const caption = captionOf(view);
  const lines = [timeOf(view), shown.settings, shown.link].filter(Boolean);
  const parts = { pictures: visiblePictures(view), hasRuns: shown.hasRuns, headline: caption, lines };
  const blob = await pngOf(composeFigure(view, parts));
  if (!blob) throw new Error(words.tooLarge);
  const { link, search, config } = shown;
  const figure = { link, search, config, position: lab.clock.position.peek(), caption, appVersion: version };
  const png = writeFigure(new Uint8Array(await blob.arrayBuffer()), figure);
  save(`${fileNameOf(view, shown.config)}.png`, png as BlobPart, 'image/png');
}

/** Resolves after two frames: canvases paint in the frame after an update. */
const painted = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/**
 * Walks the clock from noise to data, captures what the view shows at each stop, and packs it. The clock returns to its position afterwards.
 * @param onProgress receives the finished share
 * @param signal     is read between frames
 * @returns whether it was saved
 * @throws where the view shows nothing or is left, or the worker that packs it fails
 */
export async function saveAnimation(
  lab: Lab,
  {
    format,
    onProgress,
    signal,
  }: { format: AnimationFormat; onProgress: (share: number) => void; signal: AbortSignal },
  save: Download = download,
): Promise<boolean> {
  const { clock, packAnimation } = lab;
  const view = lab.view.value;
  const { config, settings } = shownIn(lab);
  /** Compare has no headline of its own. */
  const caption = captionOf(view, view === 'compare' ? settings : undefined);
  const stills = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const frames = stills ? STILLS : FRAMES;
  const before = clock.position.peek();
  const { canvases, down } = visiblePictures(view);
  const widest = canvases.length > 1 && !down ? WIDE_ANIMATION_WIDTH : ANIMATION_WIDTH;
  const layout = layOut(sizesOf(canvases), down, widest);
  const onto = document.createElement('canvas');
  const animation = await packAnimation(format);
  const pack = async () => {
    await animation.begin(layout.width, layout.height);
    // a canvas off screen is painted seldom
    canvases[0].scrollIntoView({ block: 'nearest' });
    await new Promise((done) => setTimeout(done, SETTLING));
    for (let k = 0; k < frames; k++) {
      if (signal.aborted) return false;
      clock.seek((1 - k / (frames - 1)) ** SLOWING);
      await painted();
      if (lab.view.peek() !== view) throw new NothingToShow(words.viewLeft);
      const g = compose(onto, canvases, layout, caption);
      const pixels = g.getImageData(0, 0, layout.width, layout.height).data;
      const isLast = k === frames - 1;
      const milliseconds = isLast ? LAST_MILLISECONDS : stills ? STILL_MILLISECONDS : FRAME_MILLISECONDS;
      await animation.add({ pixels, milliseconds });
      onProgress((k + 1) / (frames + 1));
    }
    save(`${fileNameOf(view, config)}.${format}`, (await animation.finish()) as BlobPart, MIME_TYPES[format]);
    return true;
  };
  try {
    return await Promise.race([pack(), animation.failed]);
  } finally {
    animation.terminate();
    clock.seek(before);
  }
}
