/**
 * A lesson is a numbered plate: a situation of the page, what to do and what to look at, the outcome under a fold, the repair, and the
 * source. Its number is its place in the registry, and its link is an address like any other (`?lesson=ID` alone is enough).
 */
import type { Situation, ViewId } from '../address';
import { defaultsOf } from '../family';
import { DEFAULT_CONFIG, type RunConfig } from '../fields';

/** Where a statement comes from. */
interface Source {
  /** Authors, year and section, or the number of the equation. */
  readonly text: string;
  readonly url: string;
}

/** The change that fixes what goes wrong. */
export interface Repair {
  /** What the button says: an imperative sentence without a stop. */
  readonly label: string;
  readonly changes: Partial<RunConfig>;
}

export interface Lesson {
  readonly title: string;
  /** The five steps of a first visit have a list and numbers of their own. */
  readonly part?: 'first-visit';
  /** Minutes that reading, training and looking take, about. */
  readonly minutes: number;
  /** The view below the panel. */
  readonly view: ViewId;
  /** The fields that differ from the defaults of the data set's family. */
  readonly changes: Partial<RunConfig>;
  /** In Compare, the fields in which A and B differ from those. */
  readonly a?: Partial<RunConfig>;
  readonly b?: Partial<RunConfig>;
  /** Layers of the stage that show it; the usual ones where this is absent. */
  readonly layers?: string;
  /** In Compare, the pretrained models that A and B begin with. */
  readonly pretrained?: { readonly a: string; readonly b: string };
  /** In Sample, the pretrained model and the number of samples. */
  readonly sample?: { readonly pretrained: string; readonly count: number };
  /** What to do, in order: imperative sentences. */
  readonly steps: readonly string[];
  /** What to look at. */
  readonly look: string;
  /** The outcome and its reason, under a fold. A test recomputes every number in it. Terms are marked: `[score](term:score)`. */
  readonly outcome: string;
  readonly repair?: Repair;
  readonly sources: readonly Source[];
}

/** The situation that a lesson sets. */
export function situationOf({ view, changes, a, b, layers, pretrained, sample }: Lesson): Situation {
  const config = { ...DEFAULT_CONFIG, ...defaultsOf(changes.dataset ?? DEFAULT_CONFIG.dataset), ...changes };
  const models = pretrained && { 'a.pretrained': pretrained.a, 'b.pretrained': pretrained.b };
  const drawn = sample && { pretrained: sample.pretrained, samples: String(sample.count) };
  return { view, config, named: changes, a, b, extra: { ...(layers && { layers }), ...models, ...drawn } };
}

/** The fields of a repair as they are before it: with the repair they are A and B of a comparison. */
export const beforeRepair = ({ changes }: Repair, config: RunConfig): Partial<RunConfig> =>
  Object.fromEntries((Object.keys(changes) as (keyof RunConfig)[]).map((name) => [name, config[name]]));
