/** The settings: the process and its parameters, the terminal SNR check, the closed form, and the samples of the strip. */
import { PROCESSES } from '../../../diffusion/processes';
import { SCHEDULE_IDS } from '../../../diffusion/schedules';
import * as words from '../../../words/process';
import { closedFormOf } from '../../closedForm';
import { OwnDataWithButtons } from '../../files/OwnData';
import { unusedSchedule } from '../../findings';
import { labelOf } from '../../labels';
import { useLab } from '../../shell/lab';
import { MarkupEquation } from '../../widgets/Equation';
import { Field } from '../../widgets/Field';
import { Help } from '../../widgets/Help';
import { UndoButtons } from '../../widgets/UndoButtons';
import { useOpenWhereWide } from '../../widgets/useWide';
import { processLine } from './findings';
import { Gloss } from './Gloss';
import type { Against } from './model/address';
import type { ProcessModel } from './model/processModel';
import { parametersOf } from './parameters';
import { TerminalSignal } from './TerminalSignal';

function ClosedForm({ model }: { model: ProcessModel }) {
  const { markup, factors } = closedFormOf(model.facts.value.process);
  return (
    <fieldset>
      <legend>{words.closedForm}</legend>
      <MarkupEquation markup={markup} symbol={model.symbol} />
      <Gloss model={model} of={[...factors, 'data', 'noise']} fallback={factors[0]} />
    </fieldset>
  );
}

/** Chooses an image of the data set: a class, and the next image of it. */
function ImageChoice({ model }: { model: ProcessModel }) {
  const { label, n } = model.image.value;
  const real = model.real.value;
  const classes = model.classes.value;
  if (!real || real.shape.length === 1) return null;
  return (
    <div class="row">
      <label for="strip-class">{classes.length > 0 ? words.imageOf : words.image}</label>
      <div class="pick-image">
        {classes.length > 0 && (
          <select
            id="strip-class"
            value={String(label)}
            onChange={(event) => {
              model.image.value = { label: Number(event.currentTarget.value), n: 0 };
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
            model.image.value = { label, n: n + 1 };
          }}
        >
          {words.another}
        </button>
      </div>
    </div>
  );
}

function StripSettings({ model }: { model: ProcessModel }) {
  const { config } = model.facts.value;
  const refusal = model.otherRefusal.value;
  return (
    <fieldset>
      <legend>{words.stripSamples}</legend>
      <Field name="dataset" />
      <OwnDataWithButtons />
      <ImageChoice model={model} />
      <div class="row field">
        <label for="strip-spacing">{words.equalSteps}</label>
        <select
          id="strip-spacing"
          aria-describedby="strip-spacing-help"
          value={model.spacing.value}
          onChange={(event) => {
            model.spacing.value = event.currentTarget.value === 'snr' ? 'snr' : 'time';
          }}
        >
          <option value="time">{words.ofTime}</option>
          <option value="snr">{words.ofLogSnr}</option>
        </select>
        <Help control="strip-spacing" label={words.equalSteps} text={words.equalStepsHelp} />
      </div>
      <div class="row field">
        <label for="strip-against">{words.compareWith}</label>
        <select
          id="strip-against"
          aria-describedby="strip-against-help"
          value={model.against.value}
          disabled={!PROCESSES[config.process].usesSchedule}
          onChange={(event) => {
            model.against.value = event.currentTarget.value as Against;
          }}
        >
          <option value="">{words.none}</option>
          <option value="all">{words.allOthers}</option>
          {SCHEDULE_IDS.filter((id) => id !== config.schedule).map((id) => (
            <option key={id} value={id}>
              {labelOf('schedule', id)}
            </option>
          ))}
        </select>
        <Help control="strip-against" label={words.compareWith} text={words.compareWithHelp} />
      </div>
      {refusal && <p class="check warn">{refusal}</p>}
    </fieldset>
  );
}

export function Settings({ model, wide }: { model: ProcessModel; wide: boolean }) {
  const { settings } = useLab();
  const config = settings.config.value;
  const [open, setOpen] = useOpenWhereWide();
  return (
    <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.process} <span>{processLine(config)}</span>
      </summary>
      <fieldset>
        <legend>{words.noiseSettings}</legend>
        <Field name="process" />
        <Field name="schedule" unused={unusedSchedule(config)} />
        {parametersOf(config).map((name) => (
          <Field key={name} name={name} />
        ))}
      </fieldset>
      {wide && <TerminalSignal model={model} />}
      <ClosedForm model={model} />
      <StripSettings model={model} />
      <UndoButtons />
    </details>
  );
}
