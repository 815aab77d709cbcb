/**
 * The forward look: before a run of images has samples, the stage and the frames show images of the data with noise of each time, so that
 * a visitor sees what is learned and how it dissolves. Points show their data as a layer.
 */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../../../state/run/clock';
import { chosenProcess } from '../../../chosenProcess';
import { forwardReel } from '../../../families/forwardReel';
import type { RealSample } from '../../../families/realSample';
import type { Reel } from '../../../time/reel';
import { FORWARD_POSITION } from './crossFade';
import type { RunDisplay } from './runDisplay';

export interface ForwardLook {
  /** Null where samples are shown, where the data are points, and before the images are there. */
  readonly reel: ReadonlySignal<Reel | null>;
  dispose(): void;
}

export function followForwardLook(
  clock: Pick<Clock, 'playing' | 'position' | 'seek'>,
  display: Pick<RunDisplay, 'reel' | 'config'>,
  images: ReadonlySignal<RealSample | null>,
): ForwardLook {
  const reel = computed(() => {
    if (display.reel.value || !images.value) return null;
    const config = display.config.value;
    const chosen = chosenProcess(config);
    return 'facts' in chosen ? forwardReel(config, chosen.facts.process, images.value) : null;
  });
  const dispose = effect(() => {
    if (reel.value && !clock.playing.peek() && clock.position.peek() === 1) clock.seek(FORWARD_POSITION);
  });
  return { reel, dispose };
}
