/** What the Sample view keeps while the page lives: its session, its evidence and its studies, once for a lab. */
import { type Signal, signal } from '@preact/signals';
import { type FieldName, type RunConfig, urlName } from '../../../config/fields';
import { parseField } from '../../../config/parse';
import { createMeasure, createSampleEvidence, type SampleEvidence } from '../../../state/sampleQuality';
import { createSampleSession, type SampleSession, SESSION_FIELDS } from '../../../state/sampleSession';
import { createSampleStudies, type SampleStudies } from '../../../state/sampleStudies';
import type { Lab } from '../../lab';
import { loadGallery, loadModel } from '../../models';

export interface SampleLab {
  readonly session: SampleSession;
  readonly evidence: SampleEvidence;
  readonly studies: SampleStudies;
  /** Whether a drawing was given up because the view was left. */
  interrupted: boolean;
  /** Number of the sample that is looked at closely. */
  readonly chosen: Signal<number>;
  /** The model that the address names. */
  readonly named: string | undefined;
}

/** The gallery's first model where the address names none. */
const FIRST_MODEL = 'mnist-cosine';

/** The address that the page was opened with: the one in the bar follows the view by now. */
const openedWith = (): URLSearchParams => {
  const [entry] = performance.getEntriesByType('navigation');
  return new URL(entry?.name || location.href).searchParams;
};

/** The sampler's fields that an address names, where it is one of this view. What does not parse is told by the page. */
export function givenBy(query: URLSearchParams): Partial<RunConfig> {
  if (query.get('view') !== 'sample') return {};
  const given: Partial<Record<FieldName, unknown>> = {};
  for (const name of SESSION_FIELDS) {
    const text = query.get(urlName(name));
    const parsed = text === null ? null : parseField(name, text);
    if (parsed && 'value' in parsed) given[name] = parsed.value;
  }
  return given as Partial<RunConfig>;
}

function countOf(query: URLSearchParams): number | null {
  const count = Number(query.get('samples') ?? Number.NaN);
  return query.get('view') === 'sample' && Number.isInteger(count) && count > 0 ? count : null;
}

function createSampleLab(lab: Lab): SampleLab {
  const query = openedWith();
  const onProblem = (what: string, then: string, about?: string) => lab.notices.problem(what, then, about);
  const session = createSampleSession({
    openTrainer: lab.openTrainer,
    loadGallery: async () =>
      [...(await loadGallery())].sort((a, b) => Number(b.id === FIRST_MODEL) - Number(a.id === FIRST_MODEL)),
    loadModel: (id) => loadModel(id, session.gallery.peek()?.find((entry) => entry.id === id)?.kind),
    given: givenBy(query),
    givenCount: countOf(query),
    onProblem,
    run: lab.sampled,
  });
  session.model.subscribe(() => lab.notices.settle('model'));
  const chosen = signal(0);
  const measure = createMeasure(lab.evaluator, document.baseURI);
  return {
    session,
    interrupted: false,
    chosen,
    evidence: createSampleEvidence({ session, chosen, measure, evaluator: lab.evaluator, onProblem }),
    studies: createSampleStudies({ session, measure, onProblem }),
    named: query.get('view') === 'sample' ? (query.get('pretrained') ?? undefined) : undefined,
  };
}

const made = new WeakMap<Lab, SampleLab>();

export function sampleLabOf(lab: Lab): SampleLab {
  let found = made.get(lab);
  if (!found) {
    found = createSampleLab(lab);
    made.set(lab, found);
  }
  return found;
}
