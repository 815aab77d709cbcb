/** The settings of a run, with the sparkline of its schedule, the terminal-SNR check, and the files. */
import { useRef, useState } from 'preact/hooks';
import { concerns, fieldSets } from '../../../config/family';
import { FIELDS, type FieldName, GROUP_LABELS } from '../../../config/fields';
import * as words from '../../../words/train/view';
import { OpenData } from '../../files/FileOpener';
import { OwnData } from '../../files/OwnData';
import { settingsLine, unusedSchedule } from '../../findings';
import { spark } from '../../islands/spark';
import { useLab } from '../../shell/lab';
import { Field } from '../../widgets/Field';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Lazy } from '../../widgets/Lazy';
import { TerminalSnrCheck } from '../../widgets/TerminalSnrCheck';
import { UndoButtons } from '../../widgets/UndoButtons';
import { useInteracted } from '../../widgets/useInteracted';
import { useOpenWhereWide } from '../../widgets/useWide';
import { Files } from './Files';
import type { TrainModel } from './model/trainModel';

const OF_DIT: readonly FieldName[] = ['patchSize', 'hiddenSize', 'blocks', 'heads'];

/** Fields with a place of their own; all others that have an effect are under "More settings", by group. */
const PLACED: readonly FieldName[] = [
  'dataset',
  'text',
  'drawing',
  'classes',
  'schedule',
  'handles',
  'T',
  'model',
  'unet',
  ...OF_DIT,
  'prediction',
  'trainingSteps',
  'batchSize',
  'learningRate',
  'seed',
  'sampler',
  'label',
  'guidance',
  'backend',
];

/** Its code is not part of the first view. */
const drawPad = () => import('../../widgets/DrawPad');

/** Loaded at the first pointer or key event. */
const memory = () => import('./Memory');

const NOTHING = {};

export function Settings({ model }: { model: TrainModel }) {
  const lab = useLab();
  const config = lab.settings.config.value;
  const [open, setOpen] = useOpenWhereWide();
  const pad = useRef<HTMLDialogElement>(null);
  const [drawing, setDrawing] = useState(false);
  const interacted = useInteracted();
  const names = (Object.keys(FIELDS) as FieldName[]).filter((name) => concerns(name, config));
  const has = (name: FieldName) => names.includes(name);
  return (
    <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.settings} <span>{settingsLine(config)}</span>
      </summary>
      <fieldset>
        <legend>{words.data}</legend>
        <Field name="dataset" />
        {has('text') && <Field name="text" />}
        {has('classes') && <Field name="classes" />}
        <div class="row pair">
          <OpenData />
          <button type="button" onClick={() => (pad.current ? pad.current.showModal() : setDrawing(true))}>
            {words.draw}
          </button>
        </div>
        <OwnData />
      </fieldset>
      <fieldset>
        <legend>{words.noiseSchedule}</legend>
        <Field name="schedule" unused={unusedSchedule(config)} />
        {has('handles') && <Field name="handles" />}
        <Field name="T" />
        <IslandCanvas mount={spark} data={model.spark} class="spark" />
        <TerminalSnrCheck chosen={model.chosen.value} />
      </fieldset>
      <fieldset>
        <legend>{words.network}</legend>
        <Field name="model" />
        {has('unet') && <Field name="unet" />}
        {OF_DIT.filter(has).map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field name="prediction" />
      </fieldset>
      <fieldset>
        <legend>{words.training}</legend>
        <Field name="trainingSteps" />
        <Field name="batchSize" />
        <div class="memory">{interacted && <Lazy load={memory} props={NOTHING} />}</div>
        <Field name="learningRate" />
        <Field name="seed" />
        <Field name="sampler" />
        {has('label') && <Field name="label" />}
        {has('guidance') && <Field name="guidance" />}
        <Field name="backend" />
      </fieldset>
      <details class="more">
        <summary>{words.moreSettings}</summary>
        {fieldSets(names.filter((name) => !PLACED.includes(name))).map(({ group, names }) => (
          <fieldset key={group}>
            <legend>{GROUP_LABELS[group]}</legend>
            {names.map((name) => (
              <Field key={name} name={name} />
            ))}
          </fieldset>
        ))}
      </details>
      <UndoButtons />
      <Files />
      {drawing && <Lazy load={drawPad} props={{ dialog: pad }} />}
    </details>
  );
}
