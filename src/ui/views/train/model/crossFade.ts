/** Newer samples replace older ones by a short cross-fade. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../../../../state/run/clock';
import type { StageData } from '../../../islands/stage';
import type { Reel } from '../../../time/reel';

const MILLISECONDS = 200;

/** Where the clock rests while real images with noise stand in for samples: their shape shows, and the noise too. */
export const FORWARD_POSITION = 0.35;

export interface CrossFade {
  /** The samples that fade out, and their share of the picture. */
  readonly before: ReadonlySignal<StageData['before']>;
  /** Advances the fade; called once a frame. @returns whether it still runs */
  fade(milliseconds: number): boolean;
  dispose(): void;
}

const isUntouched = (position: number): boolean => position === 1 || position === FORWARD_POSITION;

export function createCrossFade(
  reel: ReadonlySignal<Reel | null>,
  clock: Pick<Clock, 'playing' | 'position' | 'begin' | 'seek'>,
): CrossFade {
  const before = signal<StageData['before']>(null);
  let last: Reel | null = null;
  const dispose = effect(() => {
    const next = reel.value;
    if (last && next && last !== next) before.value = { reel: last, share: 1 };
    // The first samples of a visit play by themselves; after that the clock is the visitor's.
    if (!last && next && !clock.playing.peek() && isUntouched(clock.position.peek())) {
      clock.seek(1);
      clock.begin();
    }
    if (!next) before.value = null;
    last = next;
  });
  return {
    before,
    fade(milliseconds) {
      const fading = before.peek();
      if (!fading) return false;
      const share = fading.share - milliseconds / MILLISECONDS;
      before.value = share > 0 ? { reel: fading.reel, share } : null;
      return share > 0;
    },
    dispose,
  };
}
