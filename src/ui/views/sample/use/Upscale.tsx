/** Upscale: reduce an image, and the model draws images whose reduced version is the same; of colour images, from their brightness alone. */
import { computed, type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { passesOf } from '../../../../config/evaluations';
import { openPlan } from '../../../../config/openPlan';
import { resampledPlan } from '../../../../diffusion/editing/inpaint';
import { type Reduction, reduced, reductions, withinRange } from '../../../../diffusion/editing/upscale';
import { createProcess } from '../../../../diffusion/processes';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import { type Editor, editedBy } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { ToggleButtons } from '../../../widgets/ToggleButtons';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides } from './ClassChoice';
import { Pad } from './Pad';
import { tileRows } from './tileRows';
import { Work } from './Work';

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
}

const VARIATIONS = 8;
/** Stretches of levels are walked again, so that what the model draws fits the reduced image (Lugmayr et al. 2022). */
const WALK = { resamplings: 3, jumpLength: 5 } as const;
/** Ancestral sampling, as of inpainting: it forgets the path before a jump. */
const SAMPLER = { sampler: 'ddpm', samplingSteps: 25, spacing: 'auto' } as const;

/** The largest difference between the means of images and those that they must have, in levels of 256, each pixel rounded as it is shown. */
function mostDifference(
  samples: Float32Array,
  means: Float32Array,
  shape: readonly number[],
  how: Reduction,
): number {
  let most = 0;
  for (let at = 0; at < samples.length; at += means.length) {
    const shown = samples.subarray(at, at + means.length).map((v) => Math.round(127.5 * (v + 1)) / 127.5 - 1);
    for (const [i, mean] of reduced(shown, shape, how).entries())
      most = Math.max(most, 127.5 * Math.abs(mean - means[i]));
  }
  return most;
}

/** What of an edit is shown: the reduced image, and the samples in the range of pixels. */
function shownOf(editor: Editor) {
  const edited = editedBy(editor, 'upscale');
  const edit = edited?.parts[0].edit;
  const shape = editor.shape.value;
  if (!edited || edit?.kind !== 'upscale' || !shape) return null;
  const means = reduced(edit.sample, shape, edit);
  const [drawn] = edited.samples;
  const samples = new Float32Array(drawn.length);
  for (let at = 0; at < drawn.length; at += means.length)
    samples.set(withinRange(drawn.subarray(at, at + means.length), means, shape, edit), at);
  return { means, samples, shape, edit, seed: edited.seed, parts: edited.parts };
}

type Shown = NonNullable<ReturnType<typeof shownOf>>;

/** The reduced image, then the samples, in one array. */
function joined({ means, samples }: Shown): Float32Array {
  const values = new Float32Array(means.length + samples.length);
  values.set(means);
  values.set(samples, means.length);
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
        <ToggleButtons
          label={words.reduceBy}
          choices={factors}
          isOn={(each) => each === reduction.factor}
          nameOf={String}
          titleOf={(each) => words.reduceTo(height / each, width / each)}
          onPress={(each) => {
            chosen.value = each;
          }}
        />
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

/** The reduced image, what the model drew for it, and how far the means of both differ. */
function Result({ model, editor }: Props) {
  const shown = useMemo(() => computed(() => shownOf(editor)), [editor]);
  const data = useMemo(
    () =>
      computed(() => ({
        values: shown.value && joined(shown.value),
        shape: editor.shape.value,
        columns: 3,
        captions: [
          words.reduced,
          ...classesDrawn(shown.value?.parts ?? [], drawnNames(model)).map(words.classCaption),
        ],
        note: words.variationsAppear,
      })),
    [editor, model, shown],
  );
  const result = shown.value;
  const summaryOf = ({ parts, seed }: Shown) =>
    words.upscaledSummary(VARIATIONS, distinctClasses(parts, model), seed);
  return (
    <>
      <IslandCanvas
        mount={tileRows}
        data={data}
        class="variations"
        label={words.upscaled}
        summary={result ? summaryOf(result) : words.noneYet}
      />
      {result && (
        <p class="gloss" role="status">
          {words.meansDiffer(figure(mostDifference(result.samples, result.means, result.shape, result.edit)))}
        </p>
      )}
    </>
  );
}

export function Upscale({ model, editor }: Props) {
  const chosen = useSignal(0);
  const grey = useSignal(false);
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  const [height, width, channels] = shape;
  const factors = reductions(height, width).filter((factor) => factor > 1 || channels === 3);
  if (factors.length === 0) return <p class="gloss">{words.noReduction(height, width)}</p>;
  const factor = factors.includes(chosen.value) ? chosen.value : factors[Math.min(1, factors.length - 1)];
  const reduction = { factor, grey: channels === 3 && (grey.value || factor === 1) };
  const overrides = { ...SAMPLER, ...drawnOverrides({ model, editor }) };
  const config = { ...model.session.form.config.value, ...overrides };
  const nfe = passesOf(config) * resampledPlan(openPlan(config, createProcess(config)), WALK).nfe;
  const begin = () => {
    const edit = { kind: 'upscale', sample: content.image, ...reduction, ...WALK } as const;
    void editor.run('upscale', [{ edit, count: VARIATIONS, overrides }]);
  };
  return (
    <div class="use-panel">
      <div>
        <Pad model={model} editor={editor} label={words.imageToReduce} />
        <ReductionChoice shape={shape} factors={factors} reduction={reduction} chosen={chosen} grey={grey} />
      </div>
      <div>
        <p class="gloss">{words.upscaleHelp(height / factor, width / factor, nfe)}</p>
        <ClassChoice model={model} editor={editor} />
        <Work model={model} editor={editor} acts={[{ label: words.upscaleVariations(VARIATIONS), begin }]} />
        <Result model={model} editor={editor} />
      </div>
    </div>
  );
}
