/** How much noise an edit adds to a drawing, and what that costs. */
import { passesOf } from '../../../../config/evaluations';
import { openPlan } from '../../../../config/openPlan';
import { editingPlan } from '../../../../diffusion/editing/sdedit';
import { createProcess } from '../../../../diffusion/processes';
import type { Editor } from '../../../../state/sample/editing/editor';
import * as words from '../../../../words/sampleUse';
import { decimal, percent } from '../../../format';
import { labelOf } from '../../../labels';
import type { SampleModel } from '../model/sampleModel';
import { drawnOverrides } from './ClassChoice';

/** What a strength means here: the share of the noise at which the model begins, and its cost. */
function meaning({ model, editor }: Props): string {
  const strength = editor.settings.strength.value;
  const config = { ...model.session.form.config.value, ...drawnOverrides({ model, editor }) };
  const process = createProcess(config);
  const plan = editingPlan(process, config, openPlan(config, process), strength);
  if (!plan) return words.noNoise;
  const { alpha, sigma } = plan.steps[0].level;
  const noise = sigma ** 2 / (alpha ** 2 + sigma ** 2);
  return words.beginsAt(labelOf('sampler', config.sampler), percent(noise, 0), passesOf(config) * plan.nfe);
}

interface Props {
  readonly model: SampleModel;
  readonly editor: Editor;
}

export function Strength({ model, editor }: Props) {
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
      <small>{meaning({ model, editor })}</small>
    </label>
  );
}
