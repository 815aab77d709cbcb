/** How much noise an edit adds to a drawing, and what that costs. */
import { openPlan } from '../../../../config/openPlan';
import { editingPlan } from '../../../../diffusion/editing/sdedit';
import { createProcess } from '../../../../diffusion/processes';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import { decimal, percent } from '../../../format';
import { labelOf } from '../../../labels';
import type { SampleModel } from '../model/sampleModel';

/** What a strength means here: the share of the noise at which the model begins, and its cost. */
function meaning(model: SampleModel, strength: number): string {
  const config = model.session.form.config.value;
  const process = createProcess(config);
  const plan = editingPlan(process, config, openPlan(config, process), strength);
  if (!plan) return words.noNoise;
  const { alpha, sigma } = plan.steps[0].level;
  const noise = sigma ** 2 / (alpha ** 2 + sigma ** 2);
  return words.beginsAt(labelOf('sampler', config.sampler), percent(noise, 0), plan.nfe);
}

export function Strength({ model, editor }: { model: SampleModel; editor: Editor }) {
  const { strength } = editor.settings;
  return (
    <label class="slider">
      {words.strength} <output>{decimal(strength.value)}</output>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        aria-label={words.strength}
        value={strength.value}
        onInput={({ currentTarget }) => {
          strength.value = Number(currentTarget.value);
        }}
      />
      <small>{meaning(model, strength.value)}</small>
    </label>
  );
}
