/** The Sample view says what is true of its figures. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/config/address';
import { classNames } from '../../../src/config/classNames';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { ModelCard } from '../../../src/interop/modelCard';
import { measurementOfImages } from '../../../src/state/score';
import type { Measurement } from '../../../src/types/score';
import type { Trajectory } from '../../../src/types/trajectory';
import { gridPlace } from '../../../src/ui/canvas/pixels';
import { IMAGES } from '../../../src/ui/families/images';
import {
  cardLikelihood,
  cardMeasure,
  cardQuality,
  confidentText,
  curveFinding,
  headline,
  nearestFinding,
  perStep,
  refusedSamplers,
  staleNote,
} from '../../../src/ui/views/sample/findings';
import { indexAfterKey } from '../../../src/ui/views/sample/gridKeys';
import { sampleAddressOf } from '../../../src/ui/views/sample/lab';
import { withoutSampleAddress, withSampleAddress } from '../../../src/ui/views/sample/model/address';
import type { Scene } from '../../../src/ui/views/sample/model/scene';
import { listedClasses } from '../../../src/ui/widgets/ClassField';
import { models } from '../../../src/words/sample';

const MNIST: RunConfig = { ...DEFAULT_CONFIG, dataset: 'mnist' };

const curve = (...values: readonly number[]) => ({
  points: values.map((value, i) => ({
    nfe: 2 ** i,
    steps: 2 ** i,
    score: { kind: 'energy distance' as const, value, floor: 1, spread: null, n: 100 },
  })),
});

const CARD: ModelCard = {
  id: 'mnist-classes',
  label: 'MNIST, choose the digit',
  kind: 'unet',
  data: 'mnist',
  parameters: 280_881,
  steps: 8000,
  trained: 'somewhere',
  sampler: 'ddpm, 40 steps',
  quality: {
    measure: 'Fréchet distance in the features of the fixed classifier',
    samples: 1000,
    frechet: 8.1,
    askedClassRight: 0.996,
    floor: { frechet: 1.25 },
  },
};

describe('findings about samples', () => {
  test('give a card its figure beside its floor, and how often it samples the requested class', () => {
    expect(cardQuality(CARD)).toBe(
      'By its card: Fréchet distance 8.1, floor 1.25 (real data), n = 1,000. It samples the requested class 99.6% of the time.',
    );
    const plain = { ...CARD, quality: { measure: 'energy distance', value: 0.2, floor: 0.1, samples: 10 } };
    expect(cardQuality(plain)).toBe('By its card: energy distance 0.2, floor 0.1 (real data), n = 10.');
  });

  test('give a card of several sets of samples the deviations over them', () => {
    const quality = {
      ...CARD.quality,
      seeds: [1, 2, 3],
      deviation: { frechet: 0.2345, askedClassRight: 0.0021 },
      floor: { frechet: 1.25, deviation: { frechet: 0.04 } },
    };
    expect(cardQuality({ ...CARD, quality } as ModelCard)).toBe(
      'By its card: Fréchet distance 8.10 ± 0.23, floor 1.250 ± 0.040 (real data), n = 1,000 in each of 3 sets. It samples the requested class 99.6% ± 0.2% of the time.',
    );
  });

  test('give a card the figures of its second judge beside those of real images', () => {
    const real = { 'confidentOver0.8': 0.991, frechet: 0.71 };
    const first = {
      ...CARD.quality,
      'confidentOver0.8': 0.94,
      floor: { 'confidentOver0.8': 0.993, frechet: 1.25 },
    };
    const seen = { 'confidentOver0.8': 0.925, frechet: 2.4, deviation: { frechet: 0.2 }, floor: real };
    const textOfCard = (secondJudge: object) =>
      cardMeasure({ ...CARD, quality: { ...first, secondJudge } } as ModelCard);
    expect(textOfCard(seen)).toMatch(
      /about 94% of them, and about 99\.3% of real images\. A second classifier, .* about 93% \(real images 99\.1%\) .* distance of 2\.40 ± 0\.20 \(real 0\.71; .*\)\.$/,
    );
    expect(textOfCard({ ...seen, askedClassRight: 0.985 })).toMatch(/ It sees the requested class in 99%\.$/);
    expect(cardMeasure({ ...CARD, quality: first } as ModelCard)).not.toMatch(/second/);
  });

  test('give a card its bits per dimension on test images beside training images and a code without a network', () => {
    const likelihood = {
      variance: 'fixed-small',
      images: 256,
      bound: 1.906,
      error: 0.021,
      training: 1.9,
      trainingError: 0.02,
      independentPixels: 1.75,
    };
    expect(cardLikelihood({ ...CARD, likelihood })).toMatch(
      /1\.91 ± 0\.02 bits per dimension on 256 test images, 1\.90 ± 0\.02 on 256 training images.*takes 1\.75/,
    );
    expect(cardLikelihood(CARD)).toBeNull();
    const withClass = { ...likelihood, bound: 1.8, training: 1.7, independentPixels: 1.5 };
    expect(cardLikelihood({ ...CARD, likelihood: { ...likelihood, withClass } })).toMatch(
      /^Variational bound on p\(x\), with the label for no class: 1\.91 ± 0\.02 .* On p\(x \| class\), .*: 1\.80 ± 0\.02 on test images, 1\.70 ± 0\.02 on training images; .* takes 1\.50\.$/,
    );
    expect(cardLikelihood({ ...CARD, likelihood: { ...likelihood, bound: 21.4 } })).toMatch(
      /21\.40 ± .* more than the 8 bits that a value has/,
    );
  });

  const textOf = (scene: Scene, config: RunConfig, count: number, measurement: Measurement | null = null) =>
    headline({ scene, config, count, measurement });

  test('name the class of an own table as the model that is open does', () => {
    const config: RunConfig = { ...DEFAULT_CONFIG, dataset: 'csv', classes: true, label: 1 };
    const box = { min: [-8, -8], max: [8, 8] } as const;
    const source = {
      kind: 'learned-points',
      name: 'a.csv',
      units: null,
      box,
      classes: ['left', 'right'],
    } as const;
    const facts = { scene: 'drawing', config, count: 2, measurement: null } as const;
    expect(headline({ ...facts, source })).toMatch(/class right/);
    expect(headline(facts)).toMatch(/class 1/);
    const names = classNames(config, source);
    expect(listedClasses(config, names, true)).toEqual([-1, 0, 1]);
    expect(listedClasses(config, [], true)).toBeNull(); // by its number: the model has classes that no file names
    expect(listedClasses(config, [], false)).toEqual([-1, 1]); // of a table that is not open yet
  });

  test('name the samples and their number', () => {
    expect(textOf('drawn', MNIST, 64)).toBe('64 new digits.');
    expect(textOf('drawn', MNIST, 1)).toBe('1 new digit.');
    expect(textOf('drawn', DEFAULT_CONFIG, 2000)).toBe('2,000 new points of a swiss roll.');
  });

  test('name the class where one alone is drawn', () => {
    const moons = { ...DEFAULT_CONFIG, dataset: 'moons' as const, classes: true, label: 1 };
    expect(textOf('drawn', moons, 500)).toBe('500 new points of class lower of two moons.');
    expect(textOf('drawn', { ...MNIST, classes: true, label: 7 }, 12)).toBe('12 new digits of class 7.');
    expect(textOf('drawing', { ...MNIST, classes: true }, 12)).toBe('Sampling 12 digits.');
  });

  test('call no samples new before they are drawn here with these settings', () => {
    const config = { ...MNIST, sampler: 'ddpm' as const, samplingSteps: 50, seed: 0 };
    expect(textOf('drawing', MNIST, 64)).toBe('Sampling 64 digits.');
    expect(textOf('drawing', DEFAULT_CONFIG, 2000)).toBe('Sampling 2,000 points of a swiss roll.');
    expect(textOf('recorded', config, 64)).toBe(
      '64 digits, recorded: DDPM, 50 steps, seed 0. Sample computes the same here; New seed draws others.',
    );
    const recorded = { config, trajectory: { count: 64 } as Trajectory };
    const drawnWith = (seed: number) =>
      headline({ scene: 'drawn', config: { ...config, seed }, count: 64, measurement: null, recorded });
    expect(drawnWith(0)).toBe('64 digits, as recorded: these settings and this seed.');
    expect(drawnWith(1)).toBe('64 new digits.');
    expect(textOf('earlier', config, 64)).toBe('64 digits of earlier settings: DDPM, 50 steps, seed 0.');
    expect(textOf('sketch', { ...config, samplingSteps: 3 }, 4)).toBe(
      'A sketch in 3 steps: the samples follow.',
    );
  });

  test('say of earlier samples what was another setting, and not what is the same', () => {
    const form: RunConfig = { ...MNIST, model: 'unet', classes: true, label: 3, seed: 7 };
    const noteOf = (before: Partial<RunConfig>, preview = false) =>
      staleNote({ config: { ...form, ...before }, preview }, form);
    expect(noteOf({ label: -1 })).toBe('These are the earlier samples: Class to draw All in turn.');
    expect(noteOf({ sampler: 'ddim', seed: 6 })).toMatch(/: Sampler DDIM, .*Seed 6\.$/);
    expect(noteOf({ backend: 'wasm' })).toBe('These are the earlier samples.');
    // a sketch has as many samples as the device draws at once, whatever number is requested
    expect(noteOf({ samplingSteps: 3 }, true)).toBe(
      'A sketch in 3 steps, until the requested samples are there.',
    );
  });

  test('name the class of earlier samples by its number where it has no name, and none where none was drawn', () => {
    const architecture = JSON.stringify({ num_class_embeds: 1000 });
    const form = {
      ...DEFAULT_CONFIG,
      dataset: 'images',
      model: 'unet',
      unet: 'custom',
      architecture,
    } as const;
    const noteOf = (before: Partial<RunConfig>) => {
      const config = { ...form, classes: true, label: 5, ...before };
      return staleNote({ config, preview: false }, { ...config, label: 7, guidance: 2 });
    };
    expect(noteOf({ guidance: 2 })).toBe('These are the earlier samples: Class to draw 5.');
    expect(noteOf({ guidance: 0 })).toBe('These are the earlier samples: Guidance scale 0.');
  });

  test('do not call samples new data where they are far from real data', () => {
    const score = { kind: 'energy distance' as const, value: 0.05, floor: 0.004, spread: 0.001, n: 2000 };
    const measurement = { score, second: score, images: null };
    expect(textOf('drawn', DEFAULT_CONFIG, 2000, measurement)).toBe(
      'Not a swiss roll yet: 13 times as far as real data.',
    );
    const noise = { count: 64, confident: 1, histogram: new Float64Array(10), frechet: 9000 };
    const seen = measurementOfImages({ ...noise, floor: { ...noise, frechet: 20 } });
    expect(textOf('drawn', MNIST, 64, seen)).toBe('Not MNIST digits yet: far from real images.');
    // measured against all digits, of which one class is far however good it is
    expect(textOf('drawn', { ...MNIST, classes: true, label: 7 }, 64, seen)).toBe(
      '64 new digits of class 7.',
    );
    // nor praise them beside that headline for what the classifier makes of them
    expect(confidentText(MNIST, seen)).toBe(
      'confidence left out: this far from real images, the classifier is confident of noise as well',
    );
    expect(confidentText({ ...MNIST, classes: true, label: 7 }, seen)).toMatch(/^confident: 100%/);
    expect(IMAGES.secondFigure(seen)).toBe('far from real images');
    const close = { ...noise, frechet: 24, confident: 0.97 };
    const digits = measurementOfImages({ ...close, floor: { ...noise, frechet: 20, confident: 0.99 } });
    expect(confidentText(MNIST, digits)).toBe(
      'confident: 97% ± 3% of 64 images, 99% ± 2% of as many real ones',
    );
    const many = { ...close, count: 2000, floor: { ...noise, frechet: 20, confident: 0.9955 } };
    expect(confidentText(MNIST, measurementOfImages(many))).toBe(
      'confident: 97.0% ± 0.4% of 2,000 images, 99.6% ± 0.2% of as many real ones',
    );
  });

  test('call only a copy a copy', () => {
    const answer = (distance: number, facts: { among?: string; complete?: boolean } = {}) =>
      nearestFinding({
        image: new Uint8Array(0),
        distance,
        usual: 40,
        count: 10_000,
        complete: false,
        ...facts,
      });
    expect(answer(3)).toContain('practically a copy');
    expect(answer(15)).toContain('close to a training image');
    const among = answer(38, { among: 'shapes' });
    expect(among).toMatch(/nearest of 10,000 images of shapes .* not a copy of one of them\.$/);
    // of images beyond those that were searched nothing is known
    expect(answer(45)).toMatch(/10,000 training images is 45\.0 away .* not a copy of one of them\.$/);
    expect(answer(45, { complete: true })).toMatch(/ It is not a copy\.$/);
    // one image has no other one whose distance would be usual
    expect(
      nearestFinding({ image: new Uint8Array(0), distance: 0, usual: null, count: 1, complete: true }),
    ).toBe('The only training image is 0.0 away (root mean square, of 255).');
  });

  test('find the evaluations that are nearly enough, and do not where the last are still needed', () => {
    expect(curveFinding(curve(90, 20, 1.2, 1.1, 1.1))).toBe('4 evaluations are nearly enough');
    expect(curveFinding(curve(90, 20, 9, 4))).toBe('Even 8 evaluations are not enough');
    expect(curveFinding(curve(90, 20))).toBeNull();
  });

  test('leave out the samplers that a chain of betas refuses, and never the chosen one', () => {
    const refused = refusedSamplers(DEFAULT_CONFIG);
    expect(refused).toContain('euler-maruyama');
    for (const sampler of ['ddpm', 'ddim', 'dpm-solver++']) expect(refused).not.toContain(sampler);
    expect(refusedSamplers({ ...DEFAULT_CONFIG, sampler: 'euler-maruyama' })).not.toContain('euler-maruyama');
  });

  test('say what a step costs: of second order, with a corrector, under guidance', () => {
    const config = { ...DEFAULT_CONFIG, samplingSteps: 50 };
    const guided = { dataset: 'moons', classes: true, guidance: 2 } as const;
    expect(perStep({ ...config, sampler: 'ddim' })).toBe('one per step');
    expect(perStep({ ...config, sampler: 'ddim', ...guided })).toBe(
      '2 per step (without and with the class), 50 steps',
    );
    for (const guidance of [0, 1])
      expect(perStep({ ...config, sampler: 'ddim', ...guided, guidance })).toBe('one per step');
    expect(perStep({ ...config, sampler: 'heun' })).toBe(
      '2 per step, 1 in the last (of second order), 50 steps',
    );
    expect(perStep({ ...config, sampler: 'heun', ...guided })).toBe(
      '4 per step, 2 in the last (of second order; without and with the class), 50 steps',
    );
    expect(perStep({ ...config, sampler: 'predictor-corrector' })).toBe(
      '2 per step (1 of the corrector), 50 steps',
    );
  });
});

describe('the address of the view', () => {
  const opened = (search: string) => sampleAddressOf(parseAddress(search));

  test('gives the settings that it names, even where they are the defaults, and no others', () => {
    const { samplingSteps } = DEFAULT_CONFIG;
    const query = `?view=sample&sampler=ddim&samplingSteps=${samplingSteps}&T=50&samples=9&pretrained=moons-cosine`;
    expect(opened(query)).toEqual({
      fields: { sampler: 'ddim', samplingSteps },
      count: 9,
      modelId: 'moons-cosine',
    });
  });

  test('gives nothing where it opens another view, or where a value is not valid', () => {
    const nothing = { fields: {}, count: null, modelId: undefined };
    expect(opened('?view=train&sampler=ddim&samples=9')).toEqual(nothing);
    expect(opened('?view=sample&sampler=nonsense&samples=-1')).toEqual(nothing);
  });

  test('holds the model, and the settings in which the form differs from it or from the shared ones', () => {
    const model = { id: 'moons-cosine', label: '', config: { ...DEFAULT_CONFIG, samplingSteps: 50 } };
    const form = { ...model.config, seed: 3 };
    const written = withSampleAddress(
      { hide: 'tabs', eta: '1' },
      { model, form, shared: DEFAULT_CONFIG, count: 9, use: 'edit' },
    );
    expect(written).toEqual({
      hide: 'tabs',
      samplingSteps: '50',
      seed: '3',
      pretrained: 'moons-cosine',
      samples: '9',
      use: 'edit',
    });
    expect(withoutSampleAddress(written)).toEqual({ hide: 'tabs' });
  });

  test('names a run of this browser by its record and a file by its name, and nothing else until a model is open', () => {
    const parts = { form: DEFAULT_CONFIG, shared: DEFAULT_CONFIG, count: 9, use: '' };
    const own = { id: '', label: 'moons.zip', config: DEFAULT_CONFIG };
    const ofRun = withSampleAddress({}, { ...parts, model: { ...own, recordId: 'abc' } });
    expect(ofRun).toEqual({ run: 'abc', samples: '9' });
    const ofFile = withSampleAddress(ofRun, { ...parts, model: own });
    expect(ofFile).toEqual({ file: 'moons.zip', samples: '9' });
    expect(withSampleAddress(ofFile, { ...parts, model: null })).toEqual(ofFile);
    expect(withoutSampleAddress(ofFile)).toEqual({});
  });
});

describe('the grid', () => {
  test('lays its tiles inside its square, none over another', () => {
    const places = Array.from({ length: 10 }, (_, n) => gridPlace(n, 10, 200, 200, 4));
    for (const [i, { x, y, w, h }] of places.entries()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(200);
      for (const other of places.slice(i + 1))
        expect(x + w <= other.x || other.x + other.w <= x || y + h <= other.y).toBe(true);
    }
  });

  test('is walked by the arrow keys and left by none', () => {
    expect(indexAfterKey('ArrowDown', 0, 64)).toBe(8);
    expect(indexAfterKey('ArrowUp', 3, 64)).toBe(3);
    expect(indexAfterKey('ArrowRight', 63, 64)).toBe(63);
    expect(indexAfterKey('End', 0, 64)).toBe(63);
    expect(indexAfterKey('x', 5, 64)).toBeNull();
  });
});

test('every model that ships has a name in the language of the page, and the English one is that of its card', () => {
  const index: { id: string; label: string }[] = JSON.parse(
    readFileSync(new URL('../../../public/pretrained/index.json', import.meta.url), 'utf8'),
  );
  expect(models).toEqual(Object.fromEntries(index.map(({ id, label }) => [id, label])));
});
