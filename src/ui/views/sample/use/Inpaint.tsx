/** Inpaint: hide a part of an image, or draw a part of one, and the model draws what is missing, several times. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { openPlan } from '../../../../config/openPlan';
import { resampledPlan } from '../../../../diffusion/editing/inpaint';
import { createProcess } from '../../../../diffusion/processes';
import type { Editor } from '../../../../state/sample/editing/editor';
import { hidden, knownValues } from '../../../../state/sample/editing/pad';
import { counted } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import type { SampleModel } from '../model/sampleModel';
import { Pad, PadImage } from './Pad';
import { BrushTools, brushOf, createBrush } from './PadTools';
import { tileRows } from './tileRows';
import { Work } from './Work';

const VARIATIONS = 8;
const JUMP_LENGTH = 5;
/** Ancestral sampling, as in the paper: it forgets the path before a jump. */
const SAMPLER = { sampler: 'ddpm', samplingSteps: 25, spacing: 'auto' } as const;

const HALVES = [
  ['right half', { left: 0.5 }],
  ['lower half', { top: 0.5 }],
  ['centre', { left: 0.25, right: 0.75, top: 0.25, bottom: 0.75 }],
  ['whole image', {}],
] as const;

/** Evaluations of the network for one sample. */
function evaluations(model: SampleModel, resamplings: number): number {
  const config = { ...model.session.form.config.value, ...SAMPLER };
  const plan = openPlan(config, createProcess(config));
  return resampledPlan(plan, { resamplings, jumpLength: JUMP_LENGTH }).nfe;
}

export function Inpaint({ model, editor }: { model: SampleModel; editor: Editor }) {
  const brush = useMemo(() => createBrush(['hide', 'show', 'ink']), []);
  const result = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
  const data = useMemo(
    () =>
      computed(() => {
        const shown = editor.results.edited.value?.use === 'inpaint' ? editor.results.edited.value : null;
        const note = 'Variations appear here.';
        return {
          values: shown?.samples[0] ?? null,
          shape: editor.shape.value,
          columns: 4,
          captions: [],
          note,
        };
      }),
    [editor],
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
    void editor.run('inpaint', [{ edit, count: VARIATIONS, overrides: SAMPLER }]);
  };
  return (
    <div class="use-panel">
      <div>
        <Pad editor={editor} brush={brushOf(brush, shape[2])} label="The image to inpaint" masked />
        <BrushTools brush={brush} editor={editor} />
        <PadImage model={model} editor={editor} />
        <div class="pad-tools">
          <span>Hide:</span>
          {HALVES.map(([name, part]) => (
            <button
              type="button"
              class="quiet"
              key={name}
              aria-label={`Hide the ${name}`}
              onClick={() => editor.replace(hidden(content, shape, part))}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div>
        <p class="gloss">
          {missing === 0
            ? 'Hide what the model shall draw. To draw a part yourself, hide the whole image, then draw.'
            : `${counted(missing, 'pixel')} of ${content.known.length} are hidden. The others stay as they are, bit for bit.`}
        </p>
        <label class="slider">
          Resamplings <output>{resamplings.value}</output>
          <input
            type="range"
            min={1}
            max={10}
            aria-label="Resamplings"
            value={resamplings.value}
            onInput={({ currentTarget }) => {
              resamplings.value = Number(currentTarget.value);
            }}
          />
          <small>
            {resamplings.value === 1
              ? 'The known part is put in at each level, and nothing more.'
              : `Each stretch of ${JUMP_LENGTH} levels is walked ${resamplings.value} times, so that both parts agree (RePaint).`}{' '}
            {counted(evaluations(model, resamplings.value), 'evaluation')} a sample.
          </small>
        </label>
        <Work model={model} editor={editor} acts={[{ label: `Inpaint, ${VARIATIONS} variations`, begin }]} />
        <IslandCanvas
          mount={tileRows}
          data={data}
          class="variations"
          label="The inpainted variations"
          summary={result ? `${VARIATIONS} variations, seed ${result.seed}` : 'None yet.'}
        />
      </div>
    </div>
  );
}
