/** The state of the Sample view while the page is open: its session, its evidence and its studies, once for a lab. */
import { computed, effect, type Signal, signal } from '@preact/signals';
import { IMAGE_DATASET_IDS } from '../../../../datasets/images';
import type { Address } from '../../../config/address';
import { type DatasetId, defaultsOf } from '../../../config/family';
import { DEFAULT_CONFIG, type FieldName, type RunConfig } from '../../../config/fields';
import { differingFields } from '../../../state/history';
import { createQualityProbe, type ProbeSubject, type QualityProbe } from '../../../state/qualityProbe';
import { SLOTS } from '../../../state/run/store';
import { createDrawTiming, type DrawTiming } from '../../../state/sample/drawTiming';
import { createSampleEvidence, type SampleEvidence } from '../../../state/sample/evidence';
import { createSampleSession, type SampleSession } from '../../../state/sample/session';
import { SESSION_FIELDS, sessionPart } from '../../../state/sample/settings';
import { createSampleStudies, type SampleStudies } from '../../../state/sample/studies';
import type { Form } from '../../../state/settings';
import * as words from '../../../words/sample';
import { loadGallery, loadModel } from '../../files/models';
import type { Lab } from '../../shell/lab';

export interface SampleLab {
  readonly session: SampleSession;
  readonly evidence: SampleEvidence;
  readonly studies: SampleStudies;
  /** How fast the model is drawn from here. */
  readonly timing: DrawTiming;
  /** Measures the quality of the session's model and settings from enough samples. */
  readonly probe: QualityProbe;
  /** True where leaving the view cancelled a drawing, which then starts again on return. */
  interrupted: boolean;
  /** Index of the sample that is shown in detail. */
  readonly selected: Signal<number>;
  /** What is done with the model, by its id; '' while that part of the view is closed. */
  readonly use: Signal<string>;
  /** The model that the address names. */
  readonly linkedId: string | undefined;
}

/** The gallery's first model where the address names none. */
const FIRST_MODEL = 'mnist-cosine';

/** The data set of the model that opens first, whose id begins with it. @param id in an address, perhaps of no model */
function firstDataset(id: string | undefined): DatasetId {
  const known = id !== undefined && Object.hasOwn(words.models, id) ? id : FIRST_MODEL;
  return IMAGE_DATASET_IDS.find((dataset) => known.startsWith(`${dataset}-`)) ?? DEFAULT_CONFIG.dataset;
}

/** The settings of this view in an address; nothing where it opens another view. */
export interface SampleAddress {
  /** The session's fields that the address names. */
  readonly fields: Partial<RunConfig>;
  readonly count: number | null;
  readonly modelId: string | undefined;
}

export function sampleAddressOf({
  view,
  named,
  extra,
}: Pick<Address, 'view' | 'named' | 'extra'>): SampleAddress {
  if (view !== 'sample') return { fields: {}, count: null, modelId: undefined };
  const fields = Object.fromEntries(
    SESSION_FIELDS.filter((name) => named[name] !== undefined).map((name) => [name, named[name]]),
  );
  const count = Number(extra.samples ?? Number.NaN);
  return {
    fields,
    count: Number.isInteger(count) && count > 0 ? count : null,
    modelId: extra.pretrained,
  };
}

/** The subject of the probe: the model and the settings of the samples on the stage, while nothing else is drawn. */
export const probedBy = ({
  model,
  samples,
  activity,
  draw,
}: Pick<SampleSession, 'model' | 'samples' | 'activity' | 'draw'>) =>
  computed((): ProbeSubject | null => {
    const opened = model.value;
    const present = samples.value;
    if (!opened || !present || present.preview || activity.value) return null;
    return {
      identity: present,
      data: { config: present.config, source: opened.source },
      seed: present.config.seed,
      draw: (count, seed, signal) => draw(count, { ...sessionPart(present.config), seed }, signal),
    };
  });

/** The seed of the page where it is not the usual one: then somebody has chosen it. */
const chosenSeed = ({ seed }: RunConfig): Partial<RunConfig> =>
  seed === DEFAULT_CONFIG.seed ? {} : { seed };

/** The backend of the page is that of this view, and as long as nothing was trained the other way round: a run keeps its own. */
function shareBackend({ settings, store }: Lab, form: Form): void {
  computed(() => settings.config.value.backend).subscribe((backend) => void form.set('backend', backend));
  computed(() => form.config.value.backend).subscribe((backend) => {
    if (SLOTS.every((slot) => store.run(slot).peek() === null)) settings.set('backend', backend);
  });
}

function createSampleLab(lab: Lab): SampleLab {
  const { fields, count, modelId } = sampleAddressOf(lab.address);
  const onProblem = (what: string, then: string, about?: string) => lab.notices.problem(what, then, about);
  const session = createSampleSession({
    openTrainer: lab.openTrainer,
    loadGallery: async () =>
      (await loadGallery()).toSorted((a, b) => Number(b.id === FIRST_MODEL) - Number(a.id === FIRST_MODEL)),
    loadModel: (id) => loadModel(id, session.gallery.peek()?.find((entry) => entry.id === id)?.kind),
    linked: { ...chosenSeed(lab.settings.config.peek()), ...fields },
    linkedCount: count,
    expected: defaultsOf(firstDataset(lab.extra.peek().pretrained ?? modelId)),
    onProblem,
    onOpened: () => lab.notices.clear('model'),
    run: lab.sampled,
  });
  shareBackend(lab, session.form);
  const forget = lab.history.track({
    value: computed(() => ({ model: session.model.value, fields: sessionPart(session.form.config.value) })),
    restore({ fields }) {
      for (const [name, value] of Object.entries(fields)) session.form.set(name as FieldName, value);
    },
    // The settings that come with another model are no change of the user's.
    differences: (before, after) =>
      before.model === after.model ? differingFields(before.fields, after.fields) : [],
    isVisible: () => lab.view.value === 'sample',
  });
  session.model.subscribe((model) => {
    forget(); // the settings before were for another model
    if (!model) return;
    lab.notices.clear('opened');
    const { label, notices = [] } = model;
    if (notices.length > 0) lab.notices.important(words.isOpen(label), notices.join(' '), 'opened');
  });
  effect(() => {
    lab.sampleConfig.value = session.samples.value?.config ?? session.form.config.value;
  });
  const selected = signal(0);
  const { measure } = lab;
  return {
    session,
    interrupted: false,
    selected,
    evidence: createSampleEvidence({
      session,
      selected,
      measure,
      evaluator: lab.evaluator,
      source: lab.settings.source,
      notices: lab.notices,
    }),
    probe: createQualityProbe({
      subject: probedBy(session),
      measure,
      notices: lab.notices,
      about: 'quality',
    }),
    timing: createDrawTiming({ session }),
    studies: createSampleStudies({ session, measure, notices: lab.notices }),
    use: signal(lab.address.view === 'sample' ? (lab.address.extra.use ?? '') : ''),
    linkedId: modelId,
  };
}

const labs = new WeakMap<Lab, SampleLab>();

export function sampleLabOf(lab: Lab): SampleLab {
  let sample = labs.get(lab);
  if (!sample) {
    sample = createSampleLab(lab);
    labs.set(lab, sample);
  }
  return sample;
}
