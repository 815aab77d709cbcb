/**
 * The error by place follows the clock, the run and its newest samples while its layer shows: network and exact reference are
 * evaluated on the same grid, at most once a second. Loaded when it first shows.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { comparedField } from '../../../../diffusion/prediction';
import { messageOf } from '../../../../lib/diagnostic';
import { exactField } from '../../../../state/run/exactField';
import type { RunState } from '../../../../state/run/run';
import * as words from '../../../../words/train/placeError';
import type { Surface } from '../../../canvas/island';
import type { Placing } from '../../../canvas/splat';
import { familyView } from '../../../families';
import { createErrorLayer, type ErrorMap, errorPlaces, squaredErrors } from '../../../islands/errorMap';
import type { Lab } from '../../../shell/lab';
import type { Moment } from './runDisplay';

export interface PlaceError {
  readonly map: ReadonlySignal<ErrorMap | null>;
  /** Draws it under a stage. */
  readonly ground: ReadonlySignal<((surface: Surface, placing: Placing) => void) | null>;
  /** The text of the stage while there is no map; null while the layer is hidden. */
  readonly note: ReadonlySignal<string | null>;
  dispose(): void;
}

/** The arguments of the map. */
export interface ErrorMoment extends Moment {
  readonly run: RunState;
  /** Half the side of the square, in units of the stage. */
  readonly half: number;
}

const INTERVAL = 1000;

const keyOf = ({ run, time, half }: ErrorMoment) =>
  `${run.runId}|${run.samples?.step}|${time}|${half}|${run.config.label}|${run.config.guidance}`;

/** Only a model of points that has drawn samples, and that its worker still holds, has a field to evaluate. */
const hasField = (run: RunState): boolean =>
  run.samples !== null &&
  familyView(run.config.dataset).planar &&
  ['training', 'paused', 'done'].includes(run.phase);

async function measure(
  { trainer, evaluator }: Pick<Lab, 'trainer' | 'evaluator'>,
  { run, process, time, half }: ErrorMoment,
): Promise<ErrorMap> {
  const { alpha, sigma } = process.level(time);
  const places = errorPlaces(half).map((v) => v * Math.hypot(alpha, sigma));
  const { config, source, runId } = run;
  const { label, guidance } = config;
  const quantity = comparedField(config.prediction);
  const exact = await exactField(evaluator, quantity, { config, source }, time, places.slice());
  const learned = await trainer.field({ runId, time, places, quantity, condition: { label, guidance } });
  return { values: squaredErrors(learned, exact), half, quantity };
}

export function followPlaceError(
  lab: Pick<Lab, 'trainer' | 'evaluator' | 'notices'>,
  isVisible: ReadonlySignal<boolean>,
  current: ReadonlySignal<ErrorMoment | null>,
): PlaceError {
  const moment = computed(() => (current.value && hasField(current.value.run) ? current.value : null));
  const layer = createErrorLayer();
  const map = signal<ErrorMap | null>(null);
  let measuring = false;
  let disposed = false;
  let measuredKey = '';
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function measureNow() {
    timer = undefined;
    const now = moment.peek();
    if (measuring || !now || !isVisible.peek()) return;
    measuring = true;
    last = performance.now();
    const isCurrent = () => !disposed && moment.peek()?.run.runId === now.run.runId;
    try {
      const found = await measure(lab, now);
      if (isCurrent()) {
        map.value = found;
        measuredKey = keyOf(now);
      }
    } catch (error) {
      measuredKey = keyOf(now); // the same request would fail again
      if (isCurrent()) lab.notices.problem(words.failed, messageOf(error));
    } finally {
      measuring = false;
      schedule();
    }
  }

  function schedule() {
    const now = moment.peek();
    if (disposed || measuring || timer !== undefined) return;
    if (!isVisible.peek() || !now || keyOf(now) === measuredKey) return;
    timer = setTimeout(() => void measureNow(), Math.max(0, last + INTERVAL - performance.now()));
  }

  const stop = effect(() => {
    if (isVisible.value && moment.value) schedule();
    else {
      map.value = null;
      measuredKey = '';
    }
  });
  return {
    map,
    ground: computed(() => {
      const now = map.value;
      return now && ((surface, placing) => layer.draw(surface, placing, now));
    }),
    note: computed(() => {
      if (!isVisible.value || map.value) return null;
      return moment.value ? words.measuring : words.needsModel;
    }),
    dispose() {
      disposed = true;
      clearTimeout(timer);
      stop();
    },
  };
}
