/** The settings: the model with its card, the reverse process, guidance, the output, and files. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { concerns } from '../../../config/family';
import { SAMPLERS } from '../../../diffusion/samplers';
import { qualityOf } from '../../../interop/modelCard';
import { sampleFamilyOf } from '../../../state/families';
import { isReliable } from '../../../state/score';
import * as words from '../../../words/sample';
import { filesOfInput } from '../../files/chosenFiles';
import { download } from '../../files/download';
import { FileChooser } from '../../files/FileChooser';
import { loadRun } from '../../files/models';
import { POINTS_PER_FILE } from '../../files/pointsPerFile';
import { useLab } from '../../shell/lab';
import { loadPart } from '../../shell/loadPart';
import { Field } from '../../widgets/Field';
import { FieldFormContext } from '../../widgets/fieldForm';
import { Help } from '../../widgets/Help';
import { StepsTaken } from '../../widgets/StepsTaken';
import { UndoButtons } from '../../widgets/UndoButtons';
import { useOpenWhereWide } from '../../widgets/useWide';
import { cardLikelihood, cardLine, cardMeasure, cardQuality, refusedSamplers, samplerLine } from './findings';
import type { SampleModel } from './model/sampleModel';

const fileWork = () => import('./files');
/** What a button does with the code of files, which loads with the first press. */
type Act = (files: Awaited<ReturnType<typeof fileWork>>) => unknown;

interface Worked {
  readonly model: SampleModel;
  readonly work: (act: Act) => void;
}

/** An entry of the menu beside the gallery, whose ids never start with a colon. */
const OWN_RUN = ':run';

function Gallery({ model }: { model: SampleModel }) {
  const lab = useLab();
  const { session } = model;
  const run = lab.store.run('train').value;
  const opened = session.model.value;
  const entries = session.gallery.value ?? [];
  // figures of different numbers of samples do not stand side by side
  const score = model.quality.value?.score;
  const besideCard =
    opened?.card && (!score || !isReliable(score) || score.n === qualityOf(opened.card).samples);
  return (
    <>
      <div class="row field">
        <label for="sample-model">{words.pretrained}</label>
        <select
          id="sample-model"
          aria-describedby="sample-model-help"
          aria-label={words.pretrained}
          value={opened?.id ?? entries[0]?.id}
          onChange={(event) => {
            const id = event.currentTarget.value;
            if (id === OWN_RUN && run) void session.open(() => loadRun(lab, run));
            else void session.choose(id);
          }}
        >
          {opened && opened.id === '' && <option value="">{opened.label}</option>}
          {run?.samples && <option value={OWN_RUN}>{words.ownRun}</option>}
          {entries.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <Help control="sample-model" label={words.pretrained} text={words.pretrainedHelp} />
      </div>
      {opened?.card && (
        <div class="card">
          <p>{cardLine(opened.card)}</p>
          {besideCard && <p>{cardQuality(opened.card)}</p>}
          <details>
            <summary>{words.cardDetails}</summary>
            {!besideCard && <p>{cardQuality(opened.card)}</p>}
            <p lang="en">{opened.card.trained.replace(/[.]?$/, '.')}</p>
            <p>{cardMeasure(opened.card)}</p>
            <p>{cardLikelihood(opened.card)}</p>
          </details>
        </div>
      )}
      {opened && !opened.card && <p class="card">{words.noCard}</p>}
    </>
  );
}

/** The number of samples, which is not a field of a run. */
function Count({ model }: { model: SampleModel }) {
  const { session } = model;
  const most = sampleFamilyOf(session.form.config.value).counts.most;
  const valid = session.count.value;
  const [text, setText] = useState(String(valid));
  const countOf = (typed: string): number | null => {
    const n = Number(typed);
    return typed.trim() !== '' && Number.isInteger(n) && n >= 1 && n <= most ? n : null;
  };
  const wrong = countOf(text) === null;
  useEffect(() => setText(String(valid)), [valid]);
  return (
    <div class="row field">
      <label for="sample-count">{words.samples}</label>
      <input
        type="number"
        id="sample-count"
        aria-label={words.numberOfSamples}
        value={text}
        min={1}
        max={most}
        step={1}
        inputMode="numeric"
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? 'sample-count-help sample-count-range' : 'sample-count-help'}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          session.count.value = countOf(next) ?? session.count.value;
        }}
      />
      {wrong && (
        <small class="range" id="sample-count-range">
          {words.countRange(most)}
        </small>
      )}
      <Help control="sample-count" label={words.samples} text={words.countHelp} />
    </div>
  );
}

function OpenModel({ model, work, folder = false }: Worked & { folder?: boolean }) {
  const lab = useLab();
  return (
    <FileChooser
      label={folder ? words.openFolder : words.openModel}
      name={folder ? words.openFolderName : words.openModelName}
      accept=".zip,.json,.safetensors"
      folder={folder}
      onChoice={(files) => work(({ openFiles }) => openFiles(lab, model, filesOfInput(files)))}
    />
  );
}

function ModelFields({ model, work }: Worked) {
  const lab = useLab();
  const opened = model.session.model.value;
  return (
    <fieldset class={opened ? undefined : 'awaited'}>
      <legend>{words.model}</legend>
      <Gallery model={model} />
      <div class="row pair">
        <OpenModel model={model} work={work} />
        <OpenModel model={model} work={work} folder />
      </div>
      <div class="row pair">
        <button
          type="button"
          disabled={!opened}
          title={words.trainFurtherTitle}
          onClick={() => work(({ continueTraining }) => continueTraining(lab, model))}
        >
          {words.trainFurther}
        </button>
      </div>
    </fieldset>
  );
}

/** How samples are drawn. Hidden until there is a model, whose own it is; all but what a few samplers have keep their room. */
function SamplingFields({ model }: { model: SampleModel }) {
  const { session } = model;
  const config = session.form.config.value;
  const opened = session.model.value;
  const refused = useMemo(() => refusedSamplers(config), [config]);
  const refusedVariances = opened?.config.variance === 'learned' ? [] : ['learned'];
  return (
    <div class={opened ? undefined : 'unknown'}>
      <fieldset>
        <legend>{words.reverseProcess}</legend>
        <Field name="sampler" without={refused} />
        <Field name="samplingSteps" />
        <StepsTaken steps={config.samplingSteps} processes={[config]} />
        {opened &&
          SAMPLERS[config.sampler].parameters.map(
            (name) => concerns(name, config) && <Field key={name} name={name} />,
          )}
        {config.sampler === 'ddpm' && <Field name="variance" without={refusedVariances} />}
        <Field name="spacing" />
        <Field name="clipDenoised" />
      </fieldset>
      {config.classes && (
        <fieldset>
          <legend>{words.guidance}</legend>
          <Field name="label" />
          <Field name="guidance" />
        </fieldset>
      )}
      <fieldset>
        <legend>{words.output}</legend>
        <Count model={model} />
        <Field name="seed" />
        <Field name="backend" />
      </fieldset>
    </div>
  );
}

function Files({ model, work }: Worked) {
  const lab = useLab();
  const opened = model.session.model.value;
  const noModel = !opened;
  const noSamples = !model.session.samples.value;
  const button = (label: string, act: Act, disabled: boolean, title?: string) => (
    <button type="button" disabled={disabled} title={title} onClick={() => work(act)}>
      {label}
    </button>
  );
  return (
    <div class="files">
      {button(
        words.downloadSamples,
        (files) => files.downloadSamples(lab, model, download),
        noSamples,
        model.family.value.planar ? words.downloadPointsTitle(POINTS_PER_FILE) : undefined,
      )}
      {button(words.downloadModel, (files) => files.downloadModel(lab, model, download), noModel)}
      {button(
        words.downloadHalf,
        (files) => files.downloadModel(lab, model, download, true),
        noModel,
        words.downloadHalfTitle,
      )}
      {button(
        words.downloadOnnx,
        (files) => files.downloadOnnx(lab, model, download),
        noModel,
        words.downloadOnnxTitle,
      )}
      {button(
        words.downloadCode,
        (files) => files.downloadCode(lab, model, download),
        noModel,
        words.downloadCodeTitle,
      )}
      {button(words.downloadPicture, (files) => files.downloadPicture(model, download), noSamples)}
      {opened &&
        !opened.id &&
        button(words.linkWithModel, (files) => files.linkModel(lab, model), false, words.linkWithModelTitle)}
    </div>
  );
}

export function Settings({ model }: { model: SampleModel }) {
  const { notices } = useLab();
  const { session } = model;
  const [open, setOpen] = useOpenWhereWide();
  const form = useMemo(
    () => ({
      form: session.form,
      id: 'sample',
      source: () => session.model.value?.source,
      sampling: () => {},
    }),
    [session],
  );
  const work = (act: Act) => void loadPart(notices, fileWork).then((files) => files && act(files));
  return (
    <FieldFormContext.Provider value={form}>
      <details class="rail" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {words.sampler} <span>{session.model.value && samplerLine(session.form.config.value)}</span>
        </summary>
        <ModelFields model={model} work={work} />
        <SamplingFields model={model} />
        <Files model={model} work={work} />
        <UndoButtons />
      </details>
    </FieldFormContext.Provider>
  );
}
