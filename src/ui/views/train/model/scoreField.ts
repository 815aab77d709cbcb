/** The score or the velocity on a grid of places, learned and exact, while its layer shows: it follows the clock, the run and its newest samples. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import type { FieldQuantity } from '../../../../diffusion/prediction';
import { messageOf } from '../../../../lib/diagnostic';
import type { streamlines } from '../../../../lib/streamlines';
import { exactField } from '../../../../state/run/exactField';
import type { RunState } from '../../../../state/run/run';
import * as words from '../../../../words/train/view';
import { ARROWS, arrowPlaces, type ScoreField } from '../../../islands/field';
import type { Lab } from '../../../shell/lab';
import { loadPart } from '../../../shell/loadPart';
import type { Layers } from './layers';
import type { Moment, RunDisplay } from './runDisplay';

/** The arguments of a field. */
interface Request extends Moment {
  readonly run: RunState | null;
  readonly config: RunConfig;
  /** Half the side of the grid in units of the stage. */
  readonly half: number;
  readonly quantity: FieldQuantity;
}

async function evaluate(
  { trainer, evaluator }: Pick<Lab, 'trainer' | 'evaluator'>,
  { run, config, process, time, half, quantity }: Request,
): Promise<ScoreField> {
  const { label, guidance } = config;
  const { alpha, sigma } = process.level(time);
  const places = arrowPlaces(half);
  // the stage shows states divided by their spread
  const states = places.map((v) => v * Math.hypot(alpha, sigma));
  const question = { config, source: run?.source };
  const exact = await exactField(evaluator, quantity, question, time, states.slice());
  const hasModel = run?.samples && run.phase !== 'failed' && run.phase !== 'stopped';
  const learned = hasModel
    ? await trainer.field({
        runId: run.runId,
        time,
        places: states,
        quantity,
        condition: { label, guidance },
      })
    : null;
  return { places, learned, exact };
}

/** The fields of the newest request: one evaluation at a time, requests that another one replaces meanwhile are skipped. */
function followRequests(
  lab: Pick<Lab, 'trainer' | 'evaluator' | 'notices'>,
  request: ReadonlySignal<Request | null>,
) {
  const field = signal<ScoreField | null>(null);
  let evaluating = false;

  async function evaluateNewest() {
    evaluating = true;
    let next = request.peek();
    let runId = next?.run?.runId;
    try {
      for (let done: Request | null = null; next && next !== done; next = request.peek()) {
        done = next;
        runId = next.run?.runId;
        const found = await evaluate(lab, next);
        if (request.peek()) field.value = found;
      }
    } catch (error) {
      const replaced = request.peek()?.run?.runId !== runId; // a worker that has left a run does not answer for it
      if (!replaced) lab.notices.problem(words.arrowsFailed, messageOf(error));
    } finally {
      evaluating = false;
    }
  }

  const dispose = effect(() => {
    if (!request.value) field.value = null;
    else if (!evaluating) void evaluateNewest();
  });
  return { field, dispose };
}

export interface ScoreFieldLayer {
  /** The chosen kinds, as arrows or as streamlines; null while the layer is hidden. */
  readonly field: ReadonlySignal<ScoreField | null>;
  dispose(): void;
}

export function followScoreField(
  lab: Pick<Lab, 'trainer' | 'evaluator' | 'notices'>,
  display: RunDisplay,
  { layers, arrows, streams, symbol }: Layers,
  world: ReadonlySignal<number>,
): ScoreFieldLayer {
  const request = computed((): Request | null => {
    const lit = symbol.value;
    const ofVelocity = layers.value.has('velocity') || lit === 'u' || lit === 'udraw';
    const ofScore = lit === 'score' || (layers.value.has('score') && !ofVelocity);
    if ((!ofScore && !ofVelocity) || !display.family.value.planar || !display.moment.value) return null;
    return {
      ...display.moment.value,
      run: display.run.value,
      config: display.config.value,
      half: world.value,
      quantity: ofScore ? 'eps' : 'velocity',
    };
  });
  const { field, dispose: stopRequests } = followRequests(lab, request);

  const trace = signal<typeof streamlines | null>(null);
  const stopTrace = effect(() => {
    if (!streams.value || trace.peek()) return;
    void loadPart(lab.notices, () => import('../../../../lib/streamlines')).then((module) => {
      trace.value = module?.streamlines ?? null;
    });
  });

  return {
    field: computed((): ScoreField | null => {
      if (!field.value) return null;
      const { places } = field.value;
      const learned = arrows.value.has('learned') ? field.value.learned : null;
      const exact = arrows.value.has('exact') ? field.value.exact : null;
      const follow = trace.value;
      if (!streams.value || !follow) return { places, learned, exact };
      // the score points against the noise, and sampling moves against the velocity
      const linesOf = (eps: Float32Array | null) =>
        eps ? follow({ side: ARROWS, half: world.peek(), values: eps.map((v) => -v) }) : [];
      return { places, learned, exact, lines: { learned: linesOf(learned), exact: linesOf(exact) } };
    }),
    dispose() {
      stopRequests();
      stopTrace();
    },
  };
}
