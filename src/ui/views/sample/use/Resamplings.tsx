/** How often inpainting walks each stretch of levels, and what that costs. */

import { passesOf } from '../../../../config/evaluations';
import type { RunConfig } from '../../../../config/fields';
import { openPlan } from '../../../../config/openPlan';
import { resampledPlan } from '../../../../diffusion/editing/inpaint';
import { createProcess } from '../../../../diffusion/processes';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import type { SampleModel } from '../model/sampleModel';
import { drawnOverrides } from './ClassChoice';

export const JUMP_LENGTH = 5;

/** Ancestral sampling, as in the paper: it forgets the path before a jump. */
export const ancestral = (samplingSteps: number) =>
  ({ sampler: 'ddpm', samplingSteps, spacing: 'auto' }) as const satisfies Partial<RunConfig>;

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
  /** Of `ancestral`. */
  readonly steps: number;
}

export function Resamplings({ model, editor, steps }: Props) {
  const { resamplings } = editor.settings;
  const times = resamplings.value;
  const config = {
    ...model.session.form.config.value,
    ...ancestral(steps),
    ...drawnOverrides({ model, editor }),
  };
  const plan = openPlan(config, createProcess(config));
  const walk = resampledPlan(plan, { resamplings: times, jumpLength: JUMP_LENGTH });
  const nfe = passesOf(config) * walk.nfe;
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
      <small>{times === 1 ? words.noResampling(nfe) : words.resampled(JUMP_LENGTH, times, nfe)}</small>
    </label>
  );
}
