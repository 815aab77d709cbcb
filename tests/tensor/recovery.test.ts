/** A run whose worker dies at random moments has the losses of an unbroken one, bit for bit. */
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { LostAnswerError } from '../../src/lib/lostAnswer';
import { createRecoveringTrainer } from '../../src/state/run/recoveringTrainer';
import { createRunSlot } from '../../src/state/run/slot';
import { createTrainerHost } from '../../src/training/host';
import type { TrainState } from '../../src/types/weights';
import type { RunRequest, TrainerApi, TrainerClient, TrainerHandlers } from '../../workers/protocol';
import { recordFigures } from '../figures';
import { TINY } from './runs';

/** Deaths of one run; `FAULTS=full` sets the larger number. */
const DEATHS = process.env.FAULTS === 'full' ? 50 : 10;
/** Milliseconds for so many, on a machine that is busy with other things. */
const LIMIT = 300_000 + 60_000 * DEATHS;
/** Steps that each life of the worker reports after the copy that it began from. */
const NEWS = 30;
/** A run that no machine ends before its last death: the test stops it. Its rates don't depend on the number of its steps. */
const CONFIG: RunConfig = {
  ...TINY,
  backend: 'wasm',
  width: 64,
  batchSize: 256,
  decay: 'none',
  trainingSteps: 1_000_000,
};

/** A trainer host in this process that can die as a worker does: nothing more comes of it. */
function openHost({ onEvent, onFault }: TrainerHandlers): TrainerClient & { die(): void } {
  const host = createTrainerHost();
  let lose = (_: Error) => {};
  const end = new Promise<never>((_, reject) => {
    lose = reject;
  });
  end.catch(() => {});
  let ended = false;
  void host.connect((event) => (ended ? undefined : onEvent(event)));
  const api = new Proxy(host, {
    get: (_, name) =>
      name === 'then'
        ? undefined
        : (...parameters: never[]) =>
            Promise.race([
              (host[name as keyof TrainerApi] as (...p: never[]) => Promise<unknown>)(...parameters),
              end,
            ]),
  });
  const terminate = () => {
    ended = true;
    void host.stop();
    lose(new LostAnswerError('ended'));
  };
  return {
    api,
    terminate,
    die() {
      terminate();
      onFault({ kind: 'crashed', message: 'a simulated death' });
    },
  };
}

/** A run on the page, over hosts that can die. */
function createScene() {
  const slot = createRunSlot();
  const copies = new Map<number, TrainState<Float32Array>>();
  let present: ReturnType<typeof openHost> | null = null;
  const trainer = createRecoveringTrainer({
    async open(handlers) {
      present = openHost(handlers);
      return present;
    },
    onEvent: slot.dispatch,
    latest: (runId) => copies.get(runId) ?? null,
    onRecovery: () => {},
  });
  const request: RunRequest = { runId: 1, config: CONFIG };
  slot.begin({ runId: 1, config: CONFIG });
  const reach = async (passes: () => boolean) => {
    while (!passes()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const run = () => slot.run.value!;
  return { trainer, request, copies, reach, run, die: () => present!.die() };
}

/** Trains to a step, and stops. @returns the losses of the steps from 1 to that one; NaN for those that are not known */
async function lossesTo(step: number, { trainer, reach, run }: ReturnType<typeof createScene>) {
  // samples can state a step whose loss is not reported yet, and no loss follows the end
  await reach(() => run().losses.last >= step);
  await trainer.stop();
  return Array.from({ length: step }, (_, i) => run().losses.at(i + 1));
}

test(
  `${DEATHS} deaths of the worker at random moments leave every loss as it is without them`,
  async () => {
    const broken = createScene();
    const { trainer, request, copies, reach, run, die } = broken;
    await trainer.start([request]);
    for (let death = 0; death < DEATHS; death++) {
      const copied = copies.get(1)?.step ?? 0;
      await reach(() => run().step > copied + NEWS);
      copies.set(1, await trainer.state(1));
      await new Promise((resolve) => setTimeout(resolve, 30 * Math.random()));
      die();
    }
    const last = copies.get(1)!.step + NEWS; // a step that no worker which died has made
    const losses = await lossesTo(last, broken);

    const unbroken = createScene();
    await unbroken.trainer.start([unbroken.request]);
    const expected = await lossesTo(last, unbroken);

    // losses that were on their way when the worker died are in no copy's history: the page shows a gap there
    const known = losses.flatMap((loss, i) => (Number.isNaN(loss) ? [] : [i]));
    expect(known.length).toBeGreaterThan(NEWS * DEATHS);
    expect(known.map((i) => losses[i])).toEqual(known.map((i) => expected[i]));
    expect(losses.at(-1)).toBe(expected.at(-1));
    recordFigures('worker dies', DEATHS > 10, {
      deaths: DEATHS,
      'losses compared': known.length,
      'losses that differ': known.filter((i) => losses[i] !== expected[i]).length,
    });
  },
  LIMIT,
);
