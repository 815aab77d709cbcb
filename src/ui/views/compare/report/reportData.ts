/** The data of a saved comparison, read once from the view. */
import { formatAddress } from '../../../../config/address';
import { FIELDS, type FieldName } from '../../../../config/fields';
import { TRAINING_FIELDS } from '../../../../config/trainingFields';
import { answerOf } from '../../../../state/compare/answer';
import type { Compare } from '../../../../state/compare/compare';
import { SIDES, type Side } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pair';
import type { JudgedRow } from '../../../../state/compare/pairTable';
import type { PretrainedSide } from '../../../../state/compare/pretrainedSide';
import { paperText, skipAnswer } from '../../../../state/compare/skipStudy';
import { isTrainingKnown, type TrainedSide } from '../../../../state/compare/trainedSide';
import type { RunState } from '../../../../state/run/run';
import type { Trajectory } from '../../../../types/trajectory';
import { theme } from '../../../canvas/theme';
import { labelOf } from '../../../labels';
import { shownIn } from '../../../pictures/shown';
import { valueText } from '../../../settingText';
import type { Lab } from '../../../shell/lab';
import { qualityTitle } from '../findings';
import type { CompareModel } from '../model/compareModel';
import { qualityOf, sideBySide } from '../model/quality';
import type { SideModel } from '../model/sideModel';
import type { BandPoint } from '../study/BandChart';
import { basisOf, guessTraces, linearSide, namesOf, studyRows } from '../study/reading';
import { comparisonRows, type Row, tableTitle } from '../table';
import { samplePicture } from './samplePicture';

interface StudyPart {
  readonly rows: readonly JudgedRow[];
  readonly answer: string | null;
  readonly basis: string;
}

export interface ReportData {
  readonly names: Pair<string>;
  readonly dataset: string;
  /** Of the comparison, and of each side where it has an address. */
  readonly links: Readonly<{ comparison: string } & Record<Side, string | null>>;
  /** Where the weights of each side come from; null for a run from initial weights. */
  readonly origins: Pair<PretrainedSide['origin'] | null>;
  /** Data addresses of pictures. */
  readonly pictures: Readonly<Record<Side | 'data', string | null>>;
  /** The verdict on the samples of both sides; null where they were not measured. */
  readonly finding: string | null;
  readonly comparison: { readonly title: string; readonly rows: readonly Row[] };
  readonly steps: StudyPart;
  readonly skip: StudyPart & { readonly paper: string | null };
  /** The guesses of both sides from the same noise; null where they were not drawn. */
  readonly guesses: Pair<Trajectory> | null;
  /** Half the height of the plane that pictures show. */
  readonly world: number;
  /** Smoothed losses; empty where a side does not train. */
  readonly losses: Pair<readonly BandPoint[]>;
  /** Share of the variance that is signal, over time. */
  readonly signal: Pair<readonly BandPoint[]>;
  readonly settings: readonly { readonly label: string; readonly a: string; readonly b: string }[];
}

/** Points of a curve in the report. */
const CURVE_POINTS = 160;

function lossPoints({ losses, step }: RunState): BandPoint[] {
  const first = losses.first;
  const span = step - first;
  if (span < 1) return [];
  const steps = new Set(
    Array.from({ length: CURVE_POINTS }, (_, i) => Math.round(first + (span * i) / (CURVE_POINTS - 1))),
  );
  return [...steps]
    .map((x) => ({ x, mean: losses.smoothedAt(x), spread: null }))
    .filter(({ mean }) => Number.isFinite(mean));
}

const signalPoints = (track: readonly number[] | null): BandPoint[] =>
  (track ?? []).map((mean, i, all) => ({ x: i / (all.length - 1), mean, spread: null }));

/** The query of a side alone: of its model in Sample, or of its settings in Train. Null for a file, which says them in part. */
export function queryOf({ model, config }: TrainedSide): string | null {
  if (model?.origin === 'file') return null;
  return model?.id ? `?view=sample&pretrained=${encodeURIComponent(model.id)}` : formatAddress({ config });
}

const absoluteLink = (query: string): string => `${location.origin}${location.pathname}${query}`;

const linkOf = (side: TrainedSide): string | null => {
  const query = queryOf(side);
  return query === null ? null : absoluteLink(query);
};

function pictureOf(side: SideModel, world: number): string | null {
  const trajectory = side.run.value?.samples?.trajectory;
  const colours = theme.peek();
  if (!trajectory || !colours) return null;
  const { shape, states, frames } = trajectory;
  const samples = states.subarray((states.length / frames) * (frames - 1));
  return samplePicture({ shape, samples }, { world, colour: colours.colours[side.side], theme: colours });
}

function dataPicture({ a }: CompareModel, world: number): string | null {
  const real = a.real.value;
  const colours = theme.peek();
  return real && colours && samplePicture(real, { world, colour: colours.colours.data, theme: colours });
}

/** Null where a setting has no effect, or where nothing says the model's own: the steps of its weights are known more often than all else. */
function textOf(side: TrainedSide, name: FieldName): string | null {
  const { config, source, step } = side;
  const isKnown =
    name === 'trainingSteps' ? step !== null : isTrainingKnown(side) || !TRAINING_FIELDS.has(name);
  return isKnown ? valueText(name, config, source) : null;
}

/** The fields that have an effect on a side, and a known value; those that differ first. */
export function settingsOf({ a, b }: Pair<TrainedSide>): ReportData['settings'] {
  const rows = (Object.keys(FIELDS) as FieldName[])
    .map((name) => ({ name, a: textOf(a, name), b: textOf(b, name) }))
    .filter((row) => row.a !== null || row.b !== null);
  const ordered = [...rows.filter((row) => row.a !== row.b), ...rows.filter((row) => row.a === row.b)];
  return ordered.map((row) => ({ label: FIELDS[row.name].label, a: row.a ?? '–', b: row.b ?? '–' }));
}

/** @returns null where a side has no run */
export function reportData(model: CompareModel, compare: Compare, lab: Lab): ReportData | null {
  const runs = { a: model.a.run.value, b: model.b.run.value };
  const shown = compare.shown();
  if (!runs.a || !runs.b || !shown) return null;
  const { sides } = shown;
  const names = namesOf(model, compare);
  const world = Math.max(...SIDES.map((side) => model[side].stage.value.world));
  const [steps, skip] = [studyRows(compare, compare.stepStudy), studyRows(compare, compare.skipStudy)];
  const measurements = [model.a.measurements(), model.b.measurements()] as const;
  return {
    names,
    dataset: labelOf('dataset', sides.a.config.dataset),
    links: { comparison: absoluteLink(shownIn(lab).search), a: linkOf(sides.a), b: linkOf(sides.b) },
    origins: { a: sides.a.model?.origin ?? null, b: sides.b.model?.origin ?? null },
    pictures: { a: pictureOf(model.a, world), b: pictureOf(model.b, world), data: dataPicture(model, world) },
    finding: qualityTitle(qualityOf(model, compare)),
    comparison: {
      title: tableTitle(...measurements),
      rows: comparisonRows(...measurements, sideBySide(model, compare)),
    },
    steps: {
      rows: steps,
      answer: answerOf(steps, names),
      basis: basisOf(model, compare.stepStudy, steps),
    },
    skip: {
      rows: skip,
      answer: skipAnswer(skip, names),
      basis: basisOf(model, compare.skipStudy, skip),
      paper: paperText(skip, linearSide(model)),
    },
    guesses: guessTraces(compare),
    world,
    losses: { a: lossPoints(runs.a), b: lossPoints(runs.b) },
    signal: { a: signalPoints(model.track.a.value), b: signalPoints(model.track.b.value) },
    settings: settingsOf(sides),
  };
}
