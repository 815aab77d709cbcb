/**
 * How fast the model of a session is drawn from here: by the samples that are shown, else by a short draw of its own. Recorded samples tell
 * nothing of this device, and the sketch before the first samples includes what compiles.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { SAMPLES_OF_A_PART } from '../drawInParts';
import { evaluationsOf, type TimedDraw, timedDraw } from '../drawingTime';
import type { LoadedModel, SampleSession } from './session';

export interface DrawTiming {
  /** Null until something was timed. */
  readonly timed: ReadonlySignal<TimedDraw | null>;
  /** Times a short draw, unless the speed is known or something else is drawn. */
  measure(): Promise<void>;
}

interface Parts {
  readonly session: Pick<SampleSession, 'model' | 'form' | 'draw' | 'samples' | 'activity'>;
  readonly now?: () => number;
}

/** Enough to keep the device as busy as a longer draw does, few enough that it takes moments. */
const SAMPLES = SAMPLES_OF_A_PART / 2;
const STEPS = 2;

export function createDrawTiming({ session, now = () => performance.now() }: Parts): DrawTiming {
  const { model, form, samples, activity } = session;
  const probed = signal<{ readonly model: LoadedModel; readonly timed: TimedDraw } | null>(null);
  let busy = false;
  const timed = computed((): TimedDraw | null => {
    const present = samples.value;
    if (present && !present.preview && !present.recorded)
      return timedDraw(present.trajectory, present.config);
    return probed.value && probed.value.model === model.value ? probed.value.timed : null;
  });

  /** @returns milliseconds */
  async function timeDraw(samplingSteps: number): Promise<number> {
    const start = now();
    await session.draw(SAMPLES, { samplingSteps });
    return now() - start;
  }

  return {
    timed,
    async measure() {
      const subject = model.peek();
      if (!subject || timed.peek() || busy || activity.peek()) return;
      busy = true;
      try {
        const config = { ...form.config.peek(), samplingSteps: STEPS };
        await timeDraw(1); // compiles, or allocates
        const milliseconds = await timeDraw(STEPS);
        if (activity.peek() === null && model.peek() === subject)
          probed.value = {
            model: subject,
            timed: { count: SAMPLES, nfe: evaluationsOf(config), milliseconds },
          };
      } catch {
        // the model was replaced, or these settings are refused: the button then has no time
      } finally {
        busy = false;
      }
    },
  };
}
