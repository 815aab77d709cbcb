import { readFile } from 'node:fs/promises';
/** The parts of the Train view's model, each against a lab of the few members that it uses. */
import { computed, signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { decodeTrajectoryFile } from '../../../src/interop/trajectoryFile';
import type { RunState } from '../../../src/state/run/run';
import { chosenProcess } from '../../../src/ui/chosenProcess';
import { POINTS } from '../../../src/ui/families/points';
import type { RealSample } from '../../../src/ui/families/realSample';
import type { Reel } from '../../../src/ui/time/reel';
import { recordingLine } from '../../../src/ui/views/train/findings';
import { createCrossFade, FORWARD_POSITION } from '../../../src/ui/views/train/model/crossFade';
import { followForwardLook } from '../../../src/ui/views/train/model/forwardLook';
import { createLayers, layersOf } from '../../../src/ui/views/train/model/layers';
import type { Moment, RunDisplay } from '../../../src/ui/views/train/model/runDisplay';
import { isRecorded } from '../../../src/ui/views/train/model/runDisplay';
import { followScoreField } from '../../../src/ui/views/train/model/scoreField';

describe('layers', () => {
  test('are those that the address names, in the order of the buttons; unknown names are left out', () => {
    expect([...layersOf('error,samples,noise')]).toEqual(['samples', 'error']);
    expect([...layersOf(undefined)]).toEqual(['samples', 'paths']);
  });

  test('are at first those of the address', () => {
    expect([...createLayers({ lesson: 'score', layers: 'data' }).layers.peek()]).toEqual(['data']);
  });
});

const reelNamed = (name: string) => ({ name }) as unknown as Reel;

describe('the cross-fade', () => {
  test('shows the replaced samples for 200 ms, less and less', () => {
    const reel = signal<Reel | null>(null);
    const clock = { playing: signal(false), position: signal(0), begin: vi.fn(), seek: vi.fn() };
    const { before, fade } = createCrossFade(reel, clock);
    const [first, second] = [reelNamed('first'), reelNamed('second')];
    reel.value = first;
    expect(before.value).toBeNull();
    reel.value = second;
    expect(before.value).toEqual({ reel: first, share: 1 });
    expect(fade(50)).toBe(true);
    expect(before.value?.share).toBeCloseTo(0.75);
    expect(fade(200)).toBe(false);
    expect(before.value).toBeNull();
    expect(clock.begin).not.toHaveBeenCalled(); // the visitor has moved the clock
  });

  test('the first samples of a visit start the clock at noise', () => {
    const reel = signal<Reel | null>(null);
    const clock = { playing: signal(false), position: signal(1), begin: vi.fn(), seek: vi.fn() };
    createCrossFade(reel, clock);
    reel.value = reelNamed('first');
    reel.value = reelNamed('second');
    expect(clock.begin).toHaveBeenCalledTimes(1);
  });

  test('so they do where only real images with noise stood there before', () => {
    const reel = signal<Reel | null>(null);
    const clock = {
      playing: signal(false),
      position: signal(FORWARD_POSITION),
      begin: vi.fn(),
      seek: vi.fn(),
    };
    createCrossFade(reel, clock);
    reel.value = reelNamed('first');
    expect(clock.seek).toHaveBeenCalledWith(1);
    expect(clock.begin).toHaveBeenCalledTimes(1);
  });
});

describe('before a run of images has samples', () => {
  test('images of the data with noise stand there, and go with the first samples', () => {
    const samples = new Float32Array(16 * 28 * 28).fill(0.5);
    const images = signal<RealSample | null>(null);
    const reel = signal<Reel | null>(null);
    const display = { reel, config: signal<RunConfig>(defaultsOf('images')) };
    const clock = { playing: signal(false), position: signal(1), seek: vi.fn() };
    const look = followForwardLook(clock, display, images);
    expect(look.reel.value).toBeNull();
    expect(clock.seek).not.toHaveBeenCalled();
    images.value = { shape: [28, 28, 1], samples, eps: new Float32Array(samples.length).fill(2), world: 1 };
    const { count, nfe, states } = look.reel.value!.trajectory;
    expect([count, nfe]).toEqual([16, 0]);
    expect(states.at(-1)).toBe(0.5); // the last frame is the data
    expect(states[0]).toBeCloseTo(2, 1); // the first one is the noise
    expect(clock.seek).toHaveBeenCalledWith(FORWARD_POSITION);
    reel.value = reelNamed('samples');
    expect(look.reel.value).toBeNull();
    look.dispose();
  });
});

describe('the score field', () => {
  function field() {
    const chosen = chosenProcess(DEFAULT_CONFIG);
    if ('refusal' in chosen) throw new Error(chosen.refusal);
    const { process } = chosen.facts;
    const time = signal(10);
    const run = signal<RunState | null>(null);
    const display = {
      run,
      family: signal(POINTS),
      config: signal<RunConfig>(DEFAULT_CONFIG),
      moment: computed((): Moment => ({ process, time: time.value })),
    } as unknown as RunDisplay;
    const answers: ((eps: Float32Array) => void)[] = [];
    const times: number[] = [];
    const evaluator = {
      exactEps: (_: unknown, at: number) => {
        times.push(at);
        return new Promise<Float32Array>((done) => answers.push(done));
      },
    };
    const problem = vi.fn();
    const layers = createLayers({ layers: 'score' });
    const lab = { evaluator, trainer: {}, notices: { problem } } as unknown as Parameters<
      typeof followScoreField
    >[0];
    return {
      layer: followScoreField(lab, display, layers, signal(2)),
      layers,
      time,
      times,
      answers,
      problem,
    };
  }
  const turn = () => new Promise((done) => setTimeout(done));

  test('is evaluated once at a time, and then for the newest time alone', async () => {
    const { layer, time, times, answers } = field();
    time.value = 11;
    time.value = 12;
    expect(times).toEqual([10]);
    answers[0](Float32Array.of(1));
    await turn();
    expect(times).toEqual([10, 12]);
    answers[1](Float32Array.of(2));
    await turn();
    expect(times).toEqual([10, 12]); // nothing has changed since
    expect(layer.field.value?.exact).toEqual(Float32Array.of(2));
  });

  test('is gone while its layer is hidden, though an evaluation ends then', async () => {
    const { layer, layers, answers } = field();
    layers.layers.value = new Set(['samples']);
    answers[0](Float32Array.of(1));
    await turn();
    expect(layer.field.value).toBeNull();
  });

  test('holds the chosen kinds alone', async () => {
    const { layer, layers, answers } = field();
    answers[0](Float32Array.of(1));
    await turn();
    layers.arrows.value = new Set(['learned']);
    expect(layer.field.value).toMatchObject({ learned: null, exact: null });
  });
});

test('a recording shows only where the form asks for what it shows, and says what it is', () => {
  const recorded = {
    ...DEFAULT_CONFIG,
    dataset: 'swiss-roll',
    schedule: 'cosine',
    T: 200,
    sampler: 'ddpm',
  } as const;
  expect(isRecorded(recorded, { ...recorded, seed: 7 })).toBe(true);
  for (const change of [
    { schedule: 'linear' },
    { T: 50 },
    { sampler: 'ddim' },
    { process: 've-sde' },
    { dataset: 'moons' },
    // a network without time, one that learns too fast, averages as two lessons break them, and a learned variance
    { conditioning: 'none' },
    { learningRate: 20 },
    { emaDecay: 0 },
    { emaWarmup: false },
    { variance: 'learned' },
  ] as const)
    expect(isRecorded(recorded, { ...recorded, ...change })).toBe(false);
  expect(recordingLine(recorded)).toBe('cosine, T = 200, DDPM');
});

test('the shipped recording is of the settings that a first visit shows', async () => {
  const { config } = decodeTrajectoryFile(new Uint8Array(await readFile('public/recorded/first.dlr')));
  expect(isRecorded(config, DEFAULT_CONFIG)).toBe(true);
});
