/** Pictures to take away: the view as a PNG, and its denoising as an animated GIF, packed in a worker while the page plays it. */
import { type Download, download } from '../download';
import type { Lab } from '../lab';
import { captionOf, compose, layOut, picturesOf } from './compose';

const PNG_WIDTH = 2400;
const GIF_WIDTH = 420;
/** Of two pictures beside each other. */
const WIDE_GIF_WIDTH = 720;
const FRAMES = 48;
/** Where nothing may move by itself, as many as the clock's own stills. */
const STILLS = 9;
const FRAME_MILLISECONDS = 60;
const STILL_MILLISECONDS = 400;
const REST_MILLISECONDS = 1500;
/** Until a picture that has come into sight is painted in every frame. */
const SETTLING = 150;
/** As the clock slows near the data. */
const SLOWING = 1.7;

export interface Subject {
  /** The view's id. */
  readonly view: string;
  /** Of the file, without its ending. */
  readonly name: string;
  /** What is shown, for the line under it; without it, the view's own headline. */
  readonly says?: string;
}

class NothingToShow extends Error {
  override name = 'NothingToShow';
}

function shown(view: string) {
  const pictures = picturesOf(view);
  if (pictures.canvases.length === 0) throw new NothingToShow('This view has no picture yet.');
  return pictures;
}

const sizesOf = (canvases: readonly HTMLCanvasElement[]) =>
  canvases.map(({ width, height }) => ({ w: width, h: height }));

/** @throws where the view shows nothing, or the browser gives no picture */
export async function savePicture({ view, name, says }: Subject, save: Download = download): Promise<void> {
  const { canvases, down } = shown(view);
  const onto = document.createElement('canvas');
  compose(onto, canvases, layOut(sizesOf(canvases), down, PNG_WIDTH), captionOf(view, says));
  const blob = await new Promise<Blob | null>((done) => onto.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the browser gave no picture: it may be too large');
  save(`${name}.png`, blob, 'image/png');
}

/** Two frames: canvases paint in the one after they are told. */
const painted = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/**
 * Walks the clock from noise to data, takes what the view shows at each stop, and packs it. The clock is put back afterwards.
 * @param onProgress share that is done
 * @param cancelled  asked between frames
 * @returns whether it was saved
 */
export async function saveAnimation(
  { view, name, says }: Subject,
  { clock, packAnimation }: Pick<Lab, 'clock' | 'packAnimation'>,
  { onProgress, cancelled }: { onProgress: (share: number) => void; cancelled: () => boolean },
  save: Download = download,
): Promise<boolean> {
  const stills = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const frames = stills ? STILLS : FRAMES;
  const before = clock.position.peek();
  const { canvases, down } = shown(view);
  const widest = canvases.length > 1 && !down ? WIDE_GIF_WIDTH : GIF_WIDTH;
  const layout = layOut(sizesOf(canvases), down, widest);
  const onto = document.createElement('canvas');
  const gif = await packAnimation();
  const pack = async () => {
    await gif.begin(layout.width, layout.height);
    // What is out of sight is painted seldom.
    canvases[0].scrollIntoView({ block: 'nearest' });
    await new Promise((done) => setTimeout(done, SETTLING));
    for (let k = 0; k < frames; k++) {
      if (cancelled()) return false;
      clock.seek((1 - k / (frames - 1)) ** SLOWING);
      await painted();
      const g = compose(onto, canvases, layout, captionOf(view, says));
      const pixels = g.getImageData(0, 0, layout.width, layout.height).data;
      const rests = k === frames - 1;
      const milliseconds = rests ? REST_MILLISECONDS : stills ? STILL_MILLISECONDS : FRAME_MILLISECONDS;
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
