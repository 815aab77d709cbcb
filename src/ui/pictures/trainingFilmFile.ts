/** A film of a training: a frame of the stage for every preview that the run draws, until it ends or another run takes its place. */
import type { AnimationFormat } from '../../interop/film';
import { MIME_TYPES } from '../../interop/film';
import type { RunState } from '../../state/run/run';
import * as words from '../../words/film';
import { type Download, download } from '../files/download';
import type { Lab } from '../shell/lab';
import { captionOf, compose, layOut, picturesOf } from './compose';
import { ANIMATION_WIDTH, fileNameOf, sizesOf, visiblePictures } from './savePicture';

const FRAME_MILLISECONDS = 150;
const LAST_MILLISECONDS = 1500;
/** A preview replaces the one before it by a cross-fade of 200 ms. */
const SETTLED = 300;

interface Options {
  readonly format: AnimationFormat;
  /** Receives the number of frames so far. */
  readonly onFrame: (frames: number) => void;
  /** Ends the film and saves it. */
  readonly stop: AbortSignal;
  /** Ends the film and saves nothing. */
  readonly signal: AbortSignal;
}

const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

const isOver = ({ phase }: RunState): boolean =>
  phase === 'done' || phase === 'stopped' || phase === 'failed';

/** Resolves with the next change of the run, or with an end of the film. */
function change(store: Lab['store'], signals: readonly AbortSignal[], seen: RunState | null): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      unsubscribe();
      for (const signal of signals) signal.removeEventListener('abort', end);
      done();
    };
    let unsubscribe = () => {};
    unsubscribe = store.run('train').subscribe((now) => {
      if (now !== seen) queueMicrotask(end); // the first call comes before `unsubscribe` is there
    });
    for (const signal of signals) signal.addEventListener('abort', end);
    if (signals.some(({ aborted }) => aborted)) end();
  });
}

/** @returns whether it was saved @throws where the view shows nothing, or the worker that packs it fails */
export async function filmTraining(
  { store, view, packAnimation, notices }: Lab,
  { format, onFrame, stop, signal }: Options,
  save: Download = download,
): Promise<boolean> {
  const run = store.run('train');
  const first = run.peek();
  /** The run that is filmed, which goes on under its record's id; null once Reset or another run has taken its place. */
  const filmed = () => {
    const now = run.peek();
    return now?.recordId === first?.recordId ? now : null;
  };
  const { canvases } = visiblePictures('train');
  const layout = layOut(sizesOf(canvases), false, ANIMATION_WIDTH);
  const onto = document.createElement('canvas');
  const film = await packAnimation(format);
  let pending: Uint8ClampedArray | null = null;
  let frames = 0;
  /** A frame waits for the next one: only then is it known not to be the last. */
  const addPending = async (milliseconds: number) => {
    if (pending) await film.add({ pixels: pending as Uint8ClampedArray<ArrayBuffer>, milliseconds });
  };
  const capture = async (step: number) => {
    const now = picturesOf('train').canvases;
    if (!filmed() || view.peek() !== 'train' || now.length !== canvases.length) return;
    await addPending(FRAME_MILLISECONDS);
    const g = compose(onto, now, layout, captionOf('train', words.step(step)));
    pending = g.getImageData(0, 0, layout.width, layout.height).data;
    onFrame(++frames);
  };
  const pack = async () => {
    await film.begin(layout.width, layout.height);
    let samples: RunState['samples'] = null;
    for (;;) {
      const now = filmed();
      if (signal.aborted) return false;
      if (now?.samples && now.samples !== samples) {
        samples = now.samples;
        await pause(SETTLED);
        await capture(samples.step);
      }
      const latest = filmed();
      if (stop.aborted || !latest || (isOver(latest) && latest.samples === samples)) break;
      await change(store, [signal, stop], latest);
    }
    if (!first || frames === 0) {
      notices.problem(words.noFrames, words.noFramesHint);
      return false;
    }
    await addPending(LAST_MILLISECONDS);
    const name = `${fileNameOf('training', first.config)}.${format}`;
    save(name, (await film.finish()) as BlobPart, MIME_TYPES[format]);
    return true;
  };
  try {
    return await Promise.race([pack(), film.failed]);
  } finally {
    film.terminate();
  }
}
