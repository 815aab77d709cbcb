/**
 * The error by place follows the slider, the run and its newest samples, while it is shown: the network and the exact reference are
 * asked on the same grid, at most once a second. Loaded when it is first shown.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { familyOf } from '../../../config/family';
import type { Process } from '../../../diffusion/process';
import type { RunState } from '../../../state/run';
import type { Surface } from '../../canvas/island';
import type { Placing } from '../../canvas/splat';
import { createErrorLayer, type ErrorMap, errorPlaces, squaredErrors } from '../../islands/errorMap';
import type { Lab } from '../../lab';

export interface PlaceError {
  readonly map: ReadonlySignal<ErrorMap | null>;
  /** Draws it under a stage. */
  readonly ground: ReadonlySignal<((surface: Surface, placing: Placing) => void) | null>;
  /** What stands in its place while there is none; null while it is not wanted. */
  readonly note: ReadonlySignal<string | null>;
  dispose(): void;
}

/** What the map depends on. All of it reads signals. */
export interface Moment {
  readonly run: RunState;
  readonly process: Process;
  readonly time: number;
  /** Half the side of the square, in shown units. */
  readonly half: number;
}

const INTERVAL = 1000;

const keyOf = ({ run, time, half }: Moment) => `${run.runId}|${run.samples?.step}|${time}|${half}`;

/** Only of a model of points that has drawn samples, and whose worker still has it. */
const hasField = (run: RunState): boolean =>
  run.samples !== null &&
  familyOf(run.config.dataset) === 'points' &&
  ['training', 'paused', 'done'].includes(run.phase);

export function followPlaceError(
  lab: Pick<Lab, 'trainer' | 'evaluator' | 'notices'>,
  shown: ReadonlySignal<boolean>,
  asked: ReadonlySignal<Moment | null>,
): PlaceError {
  const moment = computed(() => (asked.value && hasField(asked.value.run) ? asked.value : null));
  const layer = createErrorLayer();
  const map = signal<ErrorMap | null>(null);
  let asking = false;
  let answered = '';
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask() {
    timer = undefined;
    const now = moment.peek();
    if (asking || !now || !shown.peek()) return;
    asking = true;
    last = performance.now();
    const key = keyOf(now);
    try {
      const { alpha, sigma } = now.process.level(now.time);
      const size = Math.hypot(alpha, sigma);
      const places = errorPlaces(now.half).map((v) => v * size);
      const { config, source, runId } = now.run;
      const exact = await lab.evaluator.exactEps({ config, source }, now.time, places.slice());
      const learned = await lab.trainer.field({ runId, time: now.time, places });
      if (moment.peek()?.run.runId === runId) {
        map.value = { values: squaredErrors(learned, exact), half: now.half };
        answered = key;
      }
    } catch (error) {
      answered = key; // asking the same again would fail again
      if (moment.peek()?.run.runId === now.run.runId)
        lab.notices.problem(
          'The error cannot be drawn.',
          error instanceof Error ? error.message : String(error),
        );
    } finally {
      asking = false;
      schedule();
    }
  }

  function schedule() {
    const now = moment.peek();
    if (!shown.peek() || !now || asking || timer !== undefined || keyOf(now) === answered) return;
    timer = setTimeout(() => void ask(), Math.max(0, last + INTERVAL - performance.now()));
  }

  const stop = effect(() => {
    if (shown.value && moment.value) schedule();
    else {
      map.value = null;
      answered = '';
    }
  });
  return {
    map,
    ground: computed(() => {
      const now = map.value;
      return now && ((surface, placing) => layer.draw(surface, placing, now));
    }),
    note: computed(() => {
      if (!shown.value || map.value) return null;
      return moment.value ? 'measuring the error' : 'the error needs a model of yours: train one';
    }),
    dispose() {
      clearTimeout(timer);
      stop();
    },
  };
}
