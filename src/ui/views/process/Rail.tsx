/** The rail: the process and its parameters, whether it ends in noise, the closed form, and what the strip shows. */
import { useEffect, useState } from 'preact/hooks';
import { SCHEDULE_IDS } from '../../../diffusion/schedules';
import { useLab } from '../../lab';
import { labelOf } from '../../labels';
import { Equation } from '../../widgets/Equation';
import { Field } from '../../widgets/Field';
import type { Against } from './address';
import { Gloss } from './Gloss';
import type { ProcessModel } from './model';
import { parametersOf } from './parameters';
import { Terminal } from './Terminal';
import { processLine } from './words';

function ClosedForm({ model }: { model: ProcessModel }) {
  const exploding = model.shown.value.process.id === 've-sde';
  return (
    <fieldset>
      <legend>The closed form</legend>
      <Equation id={exploding ? 'exploding' : 'forward'} symbol={model.symbol} />
      {exploding ? (
        <Gloss model={model} of={['sigma', 'data', 'noise']} resting="sigma" />
      ) : (
        <Gloss model={model} of={['abar', 'rest', 'data', 'noise']} resting="abar" />
      )}
    </fieldset>
  );
}

/** Which image of the set: one of a class, and another like it. */
function ImageChoice({ model }: { model: ProcessModel }) {
  const { label, n } = model.picture.value;
  const real = model.real.value;
  const classes = model.classes.value;
  if (!real || real.shape.length === 1) return null;
  return (
    <div class="row">
      <label for="strip-class">{classes.length > 0 ? 'Image of' : 'Image'}</label>
      <div class="pick-image">
        {classes.length > 0 && (
          <select
            id="strip-class"
            value={String(label)}
            onChange={(event) => {
              model.picture.value = { label: Number(event.currentTarget.value), n: 0 };
            }}
          >
            {classes.map((name, i) => (
              <option key={name} value={String(i)}>
                {name}
              </option>
            ))}
          </select>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            model.picture.value = { label, n: n + 1 };
          }}
        >
          Another
        </button>
      </div>
    </div>
  );
}

function Strip({ model }: { model: ProcessModel }) {
  const { config } = model.shown.value;
  const exploding = config.process === 've-sde';
  const refusal = model.otherRefusal.value;
  return (
    <fieldset>
      <legend>What dissolves</legend>
      <Field name="dataset" />
      <ImageChoice model={model} />
      <div class="row">
        <label for="strip-spacing">Nine moments</label>
        <select
          id="strip-spacing"
          value={model.spacing.value}
          onChange={(event) => {
            model.spacing.value = event.currentTarget.value === 'snr' ? 'snr' : 'time';
          }}
        >
          <option value="time">Equal steps of t</option>
          <option value="snr">Equal steps of log SNR</option>
        </select>
      </div>
      <div class="row">
        <label for="strip-against">Against</label>
        <select
          id="strip-against"
          value={model.against.value}
          disabled={exploding}
          onChange={(event) => {
            model.against.value = event.currentTarget.value as Against;
          }}
        >
          <option value="">No other schedule</option>
          <option value="all">All others</option>
          {SCHEDULE_IDS.filter((id) => id !== config.schedule).map((id) => (
            <option key={id} value={id}>
              {labelOf('schedule', id)}
            </option>
          ))}
        </select>
      </div>
      {refusal && <p class="check warn">{refusal}</p>}
    </fieldset>
  );
}

export function Rail({ model, wide }: { model: ProcessModel; wide: boolean }) {
  const { settings } = useLab();
  const config = settings.config.value;
  const [open, setOpen] = useState(wide);
  useEffect(() => setOpen(wide), [wide]);
  return (
    <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Process <span>{processLine(config)}</span>
      </summary>
      <fieldset>
        <legend>Noise</legend>
        <Field name="process" />
        <fieldset class="plain" disabled={config.process === 've-sde'}>
          <Field name="schedule" />
        </fieldset>
        {parametersOf(config).map((name) => (
          <Field key={name} name={name} />
        ))}
      </fieldset>
      {wide && <Terminal model={model} />}
      <ClosedForm model={model} />
      <Strip model={model} />
    </details>
  );
}
