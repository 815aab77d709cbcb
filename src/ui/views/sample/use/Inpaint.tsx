/** Inpaint: hide a part of an image, or draw a part of one, and the model draws what is missing, several times. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { openPlan } from '../../../../config/openPlan';
import { resampledPlan } from '../../../../diffusion/editing/inpaint';
import { createProcess } from '../../../../diffusion/processes';
import { classesDrawn } from '../../../../state/sample/editing/drawnClass';
import type { Editor } from '../../../../state/sample/editing/editor';
import { hidden, knownValues } from '../../../../state/sample/editing/pad';
import * as words from '../../../../words/sampleUse';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { ClassChoice, distinctClasses, drawnNames, drawnOverrides } from './ClassChoice';
import { Pad, PadImage } from './Pad';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { tileRows } from './tileRows';
import { Work } from './Work';

const VARIATIONS = 8;
const JUMP_LENGTH = 5;
/** Ancestral sampling, as in the paper: it forgets the path before a jump. */
const SAMPLER = { sampler: 'ddpm', samplingSteps: 25, spacing: 'auto' } as const;

const HALVES = [
  [words.halves.right, { left: 0.5 }],
  [words.halves.lower, { top: 0.5 }],
  [words.halves.centre, { left: 0.25, right: 0.75, top: 0.25, bottom: 0.75 }],
  [words.halves.whole, {}],
] as const;

/** Evaluations of the network for one sample. */
function evaluations(model: SampleModel, resamplings: number): number {
  const config = { ...model.session.form.config.value, ...SAMPLER };
  const plan = openPlan(config, createProcess(config));
  return resampledPlan(plan, { resamplings, jumpLength: JUMP_LENGTH }).nfe;
}

function HideParts({ editor }: { editor: Editor }) {
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  return (
    <div class="pad-tools">
      <span>{words.hideLabel}</span>
      {HALVES.map(([name, part]) => (
        <button
          type="button"
          class="quiet"
          key={name}
          aria-label={words.hidePart(name)}
          onClick={() => editor.replace(hidden(content, shape, part))}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** How often each stretch of levels is walked, and what that costs. */
function Resamplings({ model, editor }: { model: SampleModel; editor: Editor }) {
  const { resamplings } = editor.settings;
  const times = resamplings.value;
  return (
    <label class="slider">
      {words.resamplings} <output>{times}</output>
      <input
        type="range"
        min={1}
        max={10}
        aria-label={words.resamplings}
        value={times}
        onInput={({ currentTarget }) => {
          resamplings.value = Number(currentTarget.value);
        }}
      />
      <small>
        {times === 1
          ? words.noResampling(evaluations(model, 1))
          : words.resampled(JUMP_LENGTH, times, evaluations(model, times))}
      </small>
    </label>
  );
}

export function Inpaint({ model, editor }: { model: SampleModel; editor: Editor }) {
  const brush = useMemo(() => createBrush(['hide', 'show', 'ink']), []);
  const result = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
  const data = useMemo(
    () =>
      computed(() => {
        const shown = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
        return {
          values: shown?.samples[0] ?? null,
          shape: editor.shape.value,
          columns: 4,
          captions: shown ? classesDrawn(shown.parts, drawnNames(model)).map(words.classCaption) : [],
          note: words.variationsAppear,
        };
      }),
    [editor, model],
  );
  const content = editor.content.value;
  const shape = editor.shape.value;
  if (!content || !shape) return null;
  const { resamplings } = editor.settings;
  const missing = content.known.reduce((sum, known) => sum + 1 - known, 0);
  const begin = () => {
    const edit = {
      kind: 'inpaint',
      sample: content.image,
      known: knownValues(content),
      resamplings: resamplings.peek(),
      jumpLength: JUMP_LENGTH,
    } as const;
    void editor.run('inpaint', [
      { edit, count: VARIATIONS, overrides: { ...SAMPLER, ...drawnOverrides({ model, editor }) } },
    ]);
  };
  return (
    <div class="use-panel">
      <div>
        <Pad editor={editor} brush={brushOf(brush, shape[2])} label={words.imageToInpaint} masked />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
        <HideParts editor={editor} />
      </div>
      <div>
        <p class="gloss">
          {missing === 0 ? words.hideFirst : words.hiddenPixels(missing, content.known.length)}
        </p>
        <Resamplings model={model} editor={editor} />
        <ClassChoice model={model} editor={editor} />
        <Work
          model={model}
          editor={editor}
          acts={[{ label: words.inpaintVariations(VARIATIONS), begin, disabled: missing === 0 }]}
        />
        <IslandCanvas
          mount={tileRows}
          data={data}
          class="variations"
          label={words.inpainted}
          summary={
            result
              ? words.inpaintedSummary(VARIATIONS, distinctClasses(result.parts, model), result.seed)
              : words.noneYet
          }
        />
      </div>
    </div>
  );
}
