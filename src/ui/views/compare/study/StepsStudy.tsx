/** Quality against the number of sampling steps, for both sides: the answer in a sentence, its chart and its table. */
import { useMemo } from 'preact/hooks';
import { answerOf } from '../../../../state/compare/answer';
import { SIDES } from '../../../../state/compare/comparison';
import { cellsBySide, type PairStudy } from '../../../../state/compare/pairStudy';
import { type JudgedRow, pairRows, withVerdicts } from '../../../../state/compare/pairTable';
import { sampleFamilyOf } from '../../../../state/families';
import { isReadyToDraw } from '../../../../state/run/run';
import { capitalised, count, counted, figure } from '../../../format';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';
import { measurable } from '../model/quality';
import { StudyChart, StudyControls, StudyTable, type StudyWords } from './StudyFigure';
import { sideNames } from './sideNames';

export const STEP_WORDS: StudyWords = {
  name: 'Quality against steps',
  column: 'Steps',
  say: count,
  place: (x) => counted(x, 'step'),
  axisName: 'sampling steps',
  log: true,
  seeds: 3,
};

type Compare = ReturnType<typeof useCompare>;

/** Why nothing can be measured now; null where it can. Reads signals. */
export function studyRefusal(model: CompareModel): string | null {
  if (!measurable(model)) return 'There is no classifier for these images.';
  const runs = [model.a.run.value, model.b.run.value];
  if (runs.some((run) => run === null)) return 'Train both first.';
  return runs.every((run) => run && isReadyToDraw(run)) ? null : 'Pause or finish training first.';
}

/** The withVerdicts rows of a study, by the sides that show its slots now. Reads signals. */
export function studyRows(compare: Compare, study: PairStudy): JudgedRow[] {
  const sideOf = (slot: 'a' | 'b') => (compare.slot('a') === slot ? 'a' : 'b');
  return withVerdicts(pairRows(cellsBySide(study.result.value, sideOf)));
}

/** The names of both sides in sentences. Reads signals. */
export const namesOf = (model: CompareModel, compare: Compare) =>
  sideNames({
    differences: compare.differences.value,
    configs: { a: model.a.config.value, b: model.b.config.value },
    pretrained: compare.pretrained.value,
  });

/** What was measured, how often, and beside what. */
export function basisOf(model: CompareModel, study: PairStudy, rows: readonly JudgedRow[]): string {
  const family = model.a.family.value;
  const n = study.result.value?.cells[0]?.score.n ?? sampleFamilyOf(model.a.config.value).counts.measured;
  const measure = `${capitalised(family.measureInFull)} to the data of ${count(n)} ${family.noun[1]} a side, lower is better.`;
  if (rows.length === 0) return measure;
  const { floor, floorSpread } = rows[0];
  const chance = floorSpread === null ? '' : ` ± ${figure(+floorSpread.toPrecision(2))}`;
  return `${measure} Real data against real data: ${figure(+floor.toPrecision(3))}${chance}.`;
}

/** "After 3,000 training steps.", or those of each side. */
const afterText = (a: number, b: number): string =>
  a === b
    ? `After ${counted(a, 'training step')}.`
    : `After ${count(a)} and ${count(b)} training steps, A first.`;

export const SEED_NOTE =
  'Each seed draws other noise and other real data, the same for both sides; the two models stay as they are. Bands and ± in the columns of A and B are standard deviations over seeds. Behind a ratio stands the half-width of its interval, 95% for all rows together.';

export default function StepsStudy({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const study = compare.stepStudy;
  const rows = studyRows(compare, study);
  const answer = answerOf(rows, namesOf(model, compare));
  const refusals = SIDES.flatMap((side) =>
    (study.result.value?.refusals[compare.slot(side)] ?? []).map(
      ({ x, why }) => `${side.toUpperCase()}, ${STEP_WORDS.place(x)}: ${why}`,
    ),
  );
  const refusal = useMemo(() => () => studyRefusal(model), [model]);
  const steps = study.result.value?.steps;
  return (
    <figure class="study">
      <figcaption>
        <h2>{answer ?? STEP_WORDS.name}</h2>
        <p>
          {basisOf(model, study, rows)}
          {steps && ` ${afterText(steps[compare.slot('a')], steps[compare.slot('b')])}`}
        </p>
      </figcaption>
      {rows.length > 0 && (
        <>
          <StudyChart rows={rows} words={STEP_WORDS} summary={answer ?? ''} />
          <StudyTable rows={rows} words={STEP_WORDS} />
          <p class="hint">{SEED_NOTE}</p>
        </>
      )}
      <StudyControls study={study} words={STEP_WORDS} rows={rows} refusal={refusal} />
      {refusals.map((refusal) => (
        <p class="check" key={refusal}>
          {refusal}
        </p>
      ))}
    </figure>
  );
}
