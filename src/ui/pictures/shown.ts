/** What a view shows, in words and as a link: of its run where it has one, since the form may have gone on. */
import { formatAddress } from '../../config/address';
import type { FieldName, RunConfig } from '../../config/fields';
import type { Compare, ShownPair } from '../../state/compare/compare';
import type { Pair } from '../../state/compare/pair';
import { isTrainingKnown, type TrainedSide } from '../../state/compare/trainedSide';
import type { DataSource } from '../../types/dataSource';
import * as words from '../../words/pictures';
import { settingsLine } from '../findings';
import { labelOf } from '../labels';
import { addressOf } from '../shell/addressOf';
import type { Lab } from '../shell/lab';
import { withTime } from '../time/timeEntry';

export interface ShownSide {
  readonly config: RunConfig;
  /** The user's own data, where it is of such. */
  readonly source?: DataSource;
  /** False where the settings of training are not known to be those of its weights: a model that is only sampled. */
  readonly trained: boolean;
}

export interface Shown {
  /** The whole address. */
  readonly link: string;
  /** The query of an address that needs no lesson. */
  readonly search: string;
  readonly config: RunConfig;
  /** One, or those of Compare. */
  readonly sides: readonly ShownSide[];
  /** The settings in a line. */
  readonly settings: string;
  /** Whether something has been trained that the view shows. */
  readonly hasRuns: boolean;
}

const labelsOf = (fields: Partial<RunConfig>): string =>
  Object.entries(fields)
    .map(([name, value]) => labelOf(name as FieldName, String(value)))
    .join(' ');

/** "A: linear, B: cosine". */
const sidesText = (own: Pair<Partial<RunConfig>>, said: Partial<Pair<string>> = {}): string =>
  (['a', 'b'] as const)
    .map((side) => `${side.toUpperCase()}: ${[labelsOf(own[side]), said[side]].filter(Boolean).join(' ')}`)
    .join(', ');

/** "two moons, …, seed 7, step 600; A: linear, B: cosine": the step with each side where the two differ. */
function pairText({ sides: { a, b }, link }: ShownPair): string {
  if (a.step === b.step) return `${seeded(a.config, a.step ?? undefined)}; ${sidesText(link)}`;
  const own = ({ trainingSteps: _, ...fields }: Partial<RunConfig>) => fields;
  const said = ({ step }: TrainedSide) => (step === null ? '' : words.step(step));
  return `${seeded(a.config)}; ${sidesText({ a: own(link.a), b: own(link.b) }, { a: said(a), b: said(b) })}`;
}

const seeded = (config: RunConfig, step?: number): string =>
  [settingsLine(config), words.seed(config.seed), ...(step === undefined ? [] : [words.step(step)])].join(
    ', ',
  );

interface Parts extends Omit<Shown, 'link' | 'search'> {
  /** What differs between Compare's sides. */
  readonly own?: Pair<Partial<RunConfig>>;
}

/** @param step of its weights; absent where they are not trained here */
const partsOfOne = ({ config, source, trained }: ShownSide, hasRuns: boolean, step?: number): Parts => ({
  config,
  sides: [{ config, source, trained }],
  hasRuns,
  settings: seeded(config, step),
});

function partsOfPair(compare: Compare, source: DataSource | undefined): Parts {
  const pair = compare.shown();
  const { config, ...own } = pair ? pair.link : compare.link.value;
  if (pair) {
    const sides = [pair.sides.a, pair.sides.b].map((side) => ({ ...side, trained: isTrainingKnown(side) }));
    return { config, own, sides, hasRuns: true, settings: pairText(pair) };
  }
  const [a, b] = [compare.sides.a.config.value, compare.sides.b.config.value];
  const sides = [a, b].map((config) => ({ config, source, trained: true }));
  return { config, own, sides, hasRuns: false, settings: `${seeded(a)}; ${sidesText(own)}` };
}

function partsOf({ view, store, settings, compare, sampled, sampleConfig }: Lab): Parts {
  const form = { config: settings.config.value, source: settings.source.value };
  if (view.value === 'compare' && compare.value) return partsOfPair(compare.value, form.source);
  if (view.value === 'sample') {
    // not the configuration of the run, with which its model was loaded
    const config = sampleConfig.value ?? form.config;
    return partsOfOne({ config, source: sampled.value?.source, trained: false }, sampled.value !== null);
  }
  const run = view.value === 'train' ? store.run('train').value : null;
  return partsOfOne({ ...(run ?? form), trained: true }, run !== null, run?.step);
}

export function shownIn(lab: Lab): Shown {
  const { own, ...parts } = partsOf(lab);
  const shown = withTime(lab);
  const { lesson: _, ...extra } = shown;
  // Sample's address names its model and what differs from it, which is what its form holds.
  const ofForm = lab.view.value === 'sample' ? lab.settings.config.value : parts.config;
  const search = formatAddress({ view: lab.view.value, config: ofForm, extra, ...own });
  const link = new URL(shown.lesson ? addressOf(lab, shown) : location.pathname + search, location.href).href;
  return { ...parts, link, search };
}
