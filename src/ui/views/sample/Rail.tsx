/** The rail: the model with its card, the way back, what to draw, and files. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { familyOf } from '../../../config/family';
import { MOST_SAMPLES } from '../../../state/sampleSession';
import { download } from '../../download';
import { useLab } from '../../lab';
import { loadRun } from '../../models';
import { Field, FieldFormContext } from '../../widgets/Field';
import type { SampleModel } from './model';
import { cardMeasure, cardQuality, cardWords, refusedSamplers, samplerLine } from './words';

const fileWork = () => import('./files');
/** In the gallery's menu; no model has such an id. */
const OWN_RUN = ':run';
const WIDE = '(min-width: 1181px)';

function Gallery({ model }: { model: SampleModel }) {
  const lab = useLab();
  const { session } = model;
  const run = lab.store.run('train').value;
  const opened = session.model.value;
  const entries = session.gallery.value ?? [];
  return (
    <>
      <div class="row">
        <label for="sample-model">Pretrained</label>
        <select
          id="sample-model"
          aria-label="Pretrained model"
          value={opened?.id ?? entries[0]?.id}
          onChange={(event) => {
            const id = event.currentTarget.value;
            if (id === OWN_RUN && run) void session.open(() => loadRun(lab, run));
            else void session.choose(id);
          }}
        >
          {opened && opened.id === '' && <option value="">{opened.label}</option>}
          {run?.samples && <option value={OWN_RUN}>Your run in Train</option>}
          {entries.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {opened?.card && (
        <div class="card">
          <p>{cardWords(opened.card)}</p>
          <p>{cardQuality(opened.card)}</p>
          <details>
            <summary>How it was trained and measured</summary>
            <p>{opened.card.trained.replace(/[.]?$/, '.')}</p>
            <p>{cardMeasure(opened.card)}</p>
          </details>
        </div>
      )}
      {opened && !opened.card && <p class="card">A model of yours. It has no card.</p>}
    </>
  );
}

/** How many samples: a number of its own, for it is no field of a run. */
function Count({ model }: { model: SampleModel }) {
  const { session } = model;
  const most = MOST_SAMPLES[familyOf(session.form.config.value.dataset)];
  const valid = session.count.value;
  const [text, setText] = useState(String(valid));
  const given = Number(text);
  const wrong = text.trim() === '' || !Number.isInteger(given) || given < 1 || given > most;
  useEffect(() => setText(String(valid)), [valid]);
  return (
    <div class="row">
      <label for="sample-count">Samples</label>
      <input
        type="number"
        id="sample-count"
        aria-label="Number of samples"
        value={text}
        min={1}
        max={most}
        step={1}
        inputMode="numeric"
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? 'sample-count-range' : undefined}
        title="how many are drawn together and shown"
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          const n = Number(next);
          if (next.trim() !== '' && Number.isInteger(n) && n >= 1 && n <= most) session.count.value = n;
        }}
      />
      {wrong && (
        <small class="range" id="sample-count-range">
          whole, 1 to {most}
        </small>
      )}
    </div>
  );
}

function OpenModel({ model }: { model: SampleModel }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        Open model
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".zip,.json,.safetensors"
        aria-label="Open model: a ZIP, or the files of a diffusers folder"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (input.current) input.current.value = ''; // the same file may be opened again
          if (files.length > 0) void fileWork().then(({ openFiles }) => openFiles(model, files));
        }}
      />
    </>
  );
}

export function Rail({ model }: { model: SampleModel }) {
  const lab = useLab();
  const { session } = model;
  const config = session.form.config.value;
  const opened = session.model.value;
  const drawn = session.drawn.value;
  const [open, setOpen] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const wide = matchMedia(WIDE);
    const follow = () => setOpen(wide.matches);
    wide.addEventListener('change', follow);
    return () => wide.removeEventListener('change', follow);
  }, []);
  const refused = useMemo(() => refusedSamplers(config), [config]);
  const form = useMemo(() => ({ form: session.form, id: 'sample', sampling: () => {} }), [session]);
  return (
    <FieldFormContext.Provider value={form}>
      <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          Sampler <span>{samplerLine(config)}</span>
        </summary>
        <fieldset>
          <legend>Model</legend>
          <Gallery model={model} />
          <div class="row pair">
            <OpenModel model={model} />
            <button
              type="button"
              disabled={!opened}
              title="Train it further, in the Train view"
              onClick={async () => (await fileWork()).continueTraining(lab, model)}
            >
              Continue training
            </button>
          </div>
        </fieldset>
        <fieldset>
          <legend>Walk back</legend>
          <Field name="sampler" without={refused} />
          <Field name="samplingSteps" />
          {config.sampler === 'ddim' && <Field name="eta" />}
          {config.sampler === 'dpm-solver++' && <Field name="solverOrder" />}
          {config.sampler === 'predictor-corrector' && <Field name="langevinSnr" />}
          <Field name="spacing" />
          <Field name="clipDenoised" />
        </fieldset>
        {config.classes && (
          <fieldset>
            <legend>Guidance</legend>
            <Field name="label" />
            <Field name="guidance" />
          </fieldset>
        )}
        <fieldset>
          <legend>Output</legend>
          <Count model={model} />
          <Field name="seed" />
          <Field name="backend" />
        </fieldset>
        <div class="files">
          <button
            type="button"
            disabled={!drawn}
            onClick={async () => (await fileWork()).downloadSamples(lab, model, download)}
          >
            Download samples
          </button>
          <button
            type="button"
            disabled={!opened}
            onClick={async () => (await fileWork()).downloadModel(lab, model, download)}
          >
            Download model
          </button>
          <button
            type="button"
            disabled={!drawn}
            onClick={async () => (await fileWork()).downloadPicture(model, download)}
          >
            Download picture
          </button>
        </div>
      </details>
    </FieldFormContext.Provider>
  );
}
