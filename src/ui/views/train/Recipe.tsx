/** The recipe: every setting of a run, the schedule's sparkline and its verdict, and the files. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { concerns } from '../../../config/family';
import { FIELDS, type FieldName } from '../../../config/fields';
import { spark } from '../../islands/spark';
import { Later } from '../../Later';
import { useLab } from '../../lab';
import { Field } from '../../widgets/Field';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Files, OpenData } from './Files';
import type { TrainModel } from './model';
import { recipe, terminalWords } from './words';

/** Fields with a place of their own; all others are under "More settings", in the order of the field table. */
const PLACED: readonly FieldName[] = [
  'dataset',
  'text',
  'drawing',
  'classes',
  'schedule',
  'T',
  'model',
  'unet',
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

function Terminal({ model }: { model: TrainModel }) {
  const { settings } = useLab();
  const schedule = model.schedule.value;
  if ('refusal' in schedule)
    return (
      <p class="check warn">
        <b>{schedule.refusal}</b>
      </p>
    );
  const words = terminalWords(schedule.facts.terminal, settings.config.value);
  const { mend } = words;
  return (
    <>
      <p class={words.bad ? 'check warn' : 'check'}>
        <b>{words.strong}</b> {words.rest}
      </p>
      {mend && (
        <button
          type="button"
          class="mend"
          onClick={() => {
            for (const [name, value] of Object.entries(mend.change)) settings.set(name as FieldName, value);
          }}
        >
          {mend.label}
        </button>
      )}
    </>
  );
}

/** Its code is not part of the first view. */
const drawPad = () => import('../../widgets/DrawPad');

/** Nor is this one's: it waits for a visitor who moves. */
const memory = () => import('./Memory');

function useVisitor(): boolean {
  const [came, setCame] = useState(false);
  useEffect(() => {
    const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
    const come = () => setCame(true);
    for (const sign of signs) addEventListener(sign, come, { once: true, passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, come);
    };
  }, []);
  return came;
}

const WIDE = '(min-width: 1181px)';

const NOTHING = {};

export function Recipe({ model }: { model: TrainModel }) {
  const lab = useLab();
  const config = lab.settings.config.value;
  const [open, setOpen] = useState(() => matchMedia(WIDE).matches);
  const pad = useRef<HTMLDialogElement>(null);
  const [drawing, setDrawing] = useState(false);
  const visited = useVisitor();
  useEffect(() => {
    const wide = matchMedia(WIDE);
    const follow = () => setOpen(wide.matches);
    wide.addEventListener('change', follow);
    return () => wide.removeEventListener('change', follow);
  }, []);
  const names = (Object.keys(FIELDS) as FieldName[]).filter((name) => concerns(name, config));
  const has = (name: FieldName) => names.includes(name);
  return (
    <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Recipe <span>{recipe(config)}</span>
      </summary>
      <fieldset>
        <legend>Data</legend>
        <Field name="dataset" />
        {config.dataset === 'text' && <Field name="text" />}
        {has('classes') && <Field name="classes" />}
        <div class="row pair">
          <OpenData />
          <button type="button" onClick={() => (pad.current ? pad.current.showModal() : setDrawing(true))}>
            Draw
          </button>
        </div>
        {config.dataset === 'csv' && (
          <p class="check">
            {lab.settings.source.value?.name ?? 'Open a table of two columns, or drop it here.'}
          </p>
        )}
      </fieldset>
      <fieldset>
        <legend>Noise</legend>
        <Field name="schedule" />
        <Field name="T" />
        <IslandCanvas mount={spark} data={model.spark} class="spark" />
        <Terminal model={model} />
      </fieldset>
      <fieldset>
        <legend>Network</legend>
        <Field name="model" />
        {has('unet') && <Field name="unet" />}
        <Field name="prediction" />
      </fieldset>
      <fieldset>
        <legend>Training</legend>
        <Field name="trainingSteps" />
        <Field name="batchSize" />
        {visited && <Later load={memory} given={NOTHING} />}
        <Field name="learningRate" />
        <Field name="seed" />
        <Field name="sampler" />
        {has('label') && <Field name="label" />}
        {has('guidance') && <Field name="guidance" />}
        <Field name="backend" />
      </fieldset>
      <details class="more">
        <summary>More settings</summary>
        {names
          .filter((name) => !PLACED.includes(name))
          .map((name) => (
            <Field key={name} name={name} />
          ))}
      </details>
      <Files />
      {drawing && <Later load={drawPad} given={{ dialog: pad }} />}
    </details>
  );
}
