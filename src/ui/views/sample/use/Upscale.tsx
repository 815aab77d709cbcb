/** Upscale: reduce an image, and the model draws images whose reduced version is the same; of colour images, from their brightness alone. */
import { computed, type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { passesOf } from '../../../../config/evaluations';
import { openPlan } from '../../../../config/openPlan';
import { resampledPlan } from '../../../../diffusion/editing/inpaint';
import { type Reduction, reduced, reductions, withinRange } from '../../../../diffusion/editing/upscale';
import { createProcess } from '../../../../diffusion/processes';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides } from './ClassChoice';
import { Pad, PadImage } from './Pad';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { tileRows } from './tileRows';
import { Work } from './Work';

const VARIATIONS = 8;
/** Stretches of levels are walked again, so that what the model draws fits what is given (Lugmayr et al. 2022). */
const WALK = { resamplings: 3, jumpLength: 5 } as const;
/** Ancestral sampling, as of inpainting: it forgets the path before a jump. */
const SAMPLER = { sampler: 'ddpm', samplingSteps: 25, spacing: 'auto' } as const;

/** The largest difference between the means of images and the given ones, in levels of 256, each pixel rounded as it is shown. */
function mostDifference(
  samples: Float32Array,
  given: Float32Array,
  shape: readonly number[],
  how: Reduction,
): number {
  let most = 0;
  for (let at = 0; at < samples.length; at += given.length) {
    const shown = samples.subarray(at, at + given.length).map((v) => Math.round(127.5 * (v + 1)) / 127.5 - 1);
    for (const [i, mean] of reduced(shown, shape, how).entries())
      most = Math.max(most, 127.5 * Math.abs(mean - given[i]));
  }
  return most;
}

/** What of an edit is shown: the reduced image, and the samples in the range of pixels. */
function shownOf(editor: Editor) {
  const edited = editor.results.edited.value;
  const edit = edited?.use === 'upscale' ? edited.parts[0].edit : null;
  const shape = editor.shape.value;
  if (!edited || edit?.kind !== 'upscale' || !shape) return null;
  const given = reduced(edit.sample, shape, edit);
  const [drawn] = edited.samples;
  const samples = new Float32Array(drawn.length);
  for (let at = 0; at < drawn.length; at += given.length)
    samples.set(withinRange(drawn.subarray(at, at + given.length), given, shape, edit), at);
  return { given, samples, shape, edit, seed: edited.seed, parts: edited.parts };
}

/** The reduced image, then the samples, in one array. */
function joined({ given, samples }: Record<'given' | 'samples', Float32Array>): Float32Array {
  const values = new Float32Array(given.length + samples.length);
  values.set(given);
  values.set(samples, given.length);
  return values;
}

interface ReductionChoiceProps {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly factors: readonly number[];
  readonly reduction: Reduction;
  readonly chosen: Signal<number>;
  readonly grey: Signal<boolean>;
}

/** By how much an image is reduced, and whether its colours go too. */
function ReductionChoice({ shape, factors, reduction, chosen, grey }: ReductionChoiceProps) {
  const [height, width, channels] = shape;
  return (
    <>
      <div class="pad-tools">
        <span>{words.reduceBy}</span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look, and these are toggles */}
        <div class="layers" role="group" aria-label={words.reduceBy}>
          {factors.map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={each === reduction.factor}
              title={words.reduceTo(height / each, width / each)}
              onClick={() => {
                chosen.value = each;
              }}
            >
              {each}
            </button>
          ))}
        </div>
      </div>
      {channels === 3 && (
        <label class="check">
          <input
            type="checkbox"
            checked={reduction.grey}
            disabled={reduction.factor === 1}
            onChange={({ currentTarget }) => {
              grey.value = currentTarget.checked;
            }}
          />{' '}
          {words.onlyGrey}
        </label>
      )}
    </>
  );
}

export function Upscale({ model, editor }: { model: SampleModel; editor: Editor }) {
  const brush = useMemo(() => createBrush(['ink']), []);
  const chosen = useSignal(0);
  const grey = useSignal(false);
  const shown = useMemo(() => computed(() => shownOf(editor)), [editor]);
  const data = useMemo(
    () =>
      computed(() => ({
        values: shown.value && joined(shown.value),
        shape: editor.shape.value,
        columns: 3,
        captions: [
          words.given,
          ...classesDrawn(shown.value?.parts ?? [], drawnNames(model)).map(words.classCaption),
        ],
        note: words.variationsAppear,
      })),
    [editor, model, shown],
  );
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  const [height, width, channels] = shape;
  const factors = reductions(height, width).filter((factor) => factor > 1 || channels === 3);
  if (factors.length === 0) return <p class="gloss">{words.noReduction(height, width)}</p>;
  const factor = factors.includes(chosen.value) ? chosen.value : factors[Math.min(1, factors.length - 1)];
  const isGrey = channels === 3 && (grey.value || factor === 1);
  const overrides = { ...SAMPLER, ...drawnOverrides({ model, editor }) };
  const config = { ...model.session.form.config.value, ...overrides };
  const nfe = passesOf(config) * resampledPlan(openPlan(config, createProcess(config)), WALK).nfe;
  const begin = () => {
    const edit = { kind: 'upscale', sample: content.image, factor, grey: isGrey, ...WALK } as const;
    void editor.run('upscale', [{ edit, count: VARIATIONS, overrides }]);
  };
  const result = shown.value;
  return (
    <div class="use-panel">
      <div>
        <Pad editor={editor} brush={brushOf(brush, channels)} label={words.imageToReduce} masked={false} />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
        <ReductionChoice
          shape={shape}
          factors={factors}
          reduction={{ factor, grey: isGrey }}
          chosen={chosen}
          grey={grey}
        />
      </div>
      <div>
        <p class="gloss">{words.upscaleHelp(height / factor, width / factor, nfe)}</p>
        <ClassChoice model={model} editor={editor} />
        <Work model={model} editor={editor} acts={[{ label: words.upscaleVariations(VARIATIONS), begin }]} />
        <IslandCanvas
          mount={tileRows}
          data={data}
          class="variations"
          label={words.upscaled}
          summary={
            result
              ? words.upscaledSummary(VARIATIONS, distinctClasses(result.parts, model), result.seed)
              : words.noneYet
          }
        />
        {result && (
          <p class="gloss" role="status">
            {words.meansDiffer(
              figure(mostDifference(result.samples, result.given, result.shape, result.edit)),
            )}
          </p>
        )}
      </div>
    </div>
  );
}
